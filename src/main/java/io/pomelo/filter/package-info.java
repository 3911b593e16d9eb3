/**
 * The filters that come with the framework.
 */
package io.pomelo.filter;
