/**
 * Sockets, handshake and life of clients. Only the classes named {@code Hybrid...} know Netty.
 */
package io.pomelo.connector.impl;
