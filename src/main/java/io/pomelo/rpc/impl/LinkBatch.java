package io.pomelo.rpc.impl;

/**
 * The body of a bus message between two servers: the frames of one event-loop turn. Immutable; the
 * bytes are never written to once the batch is made, so servers in one JVM share them.
 *
 * @param sender the id of the server that sent it
 * @param incarnation the run of the sender; together they give the address for answers
 * @param bytes frames, see {@link LinkFrame}
 */
record LinkBatch(String sender, long incarnation, byte[] bytes) {
}
