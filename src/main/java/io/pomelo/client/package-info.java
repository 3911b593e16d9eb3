/**
 * A client of the pomelo wire, for bots, load tests and tools: the counterpart of a connector.
 */
package io.pomelo.client;
