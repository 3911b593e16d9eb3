/**
 * The wire codec of pomelo clients: packets, messages, the route dictionary and text. It knows
 * nothing of the server and uses nothing but {@code java.*}; bytes come in, values go out, and what
 * is not well formed is a {@link io.pomelo.protocol.ProtocolException}. All numbers of the framing
 * are big-endian. Section numbers in these files are those of the wire protocol reference.
 */
package io.pomelo.protocol;
