/**
 * Calls between servers.
 */
package io.pomelo.rpc;
