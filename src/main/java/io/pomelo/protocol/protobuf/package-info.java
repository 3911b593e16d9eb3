/**
 * pomelo's own protobuf: schemas written in JSON, and a wire format that looks like Google's but
 * differs in whole numbers and lists (wire protocol reference, section 6). Messages are
 * {@code Map<String, Object>}, lists {@code List<Object>}, values {@code Number} and
 * {@code String}.
 */
package io.pomelo.protocol.protobuf;
