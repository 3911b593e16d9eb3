/**
 * What is behind the built-in filters.
 */
package io.pomelo.filter.impl;
