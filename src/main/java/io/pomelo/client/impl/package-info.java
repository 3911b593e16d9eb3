/**
 * The implementation of the wire client.
 */
package io.pomelo.client.impl;
