/**
 * Clients in and out: the options of a connector and what the rest of the server sees of a client.
 */
package io.pomelo.connector;
