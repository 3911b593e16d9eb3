package io.pomelo.protocol.protobuf;

/**
 * One field of a schema. Immutable once the schema is parsed.
 */
final class ProtoField {

  /** The largest tag that fits a 32-bit head. */
  static final int MAX_TAG = (1 << 29) - 1;

  /** The name with the message it belongs to, for error texts. */
  final String label;
  final String name;
  final boolean required;
  final boolean repeated;
  final String typeName;
  final int tag;
  final ProtoType type;
  /** What a field of type {@link ProtoType#MESSAGE} holds; set when all messages are known. */
  ProtoMessage message;

  ProtoField(String owner, String option, String typeName, String name, int tag) {
    this.label = owner.isEmpty() ? name : owner + "." + name;
    this.name = name;
    this.required = option.equals("required");
    this.repeated = option.equals("repeated");
    this.typeName = typeName;
    this.tag = tag;
    var scalar = ProtoType.scalar(typeName);
    this.type = scalar == null ? ProtoType.MESSAGE : scalar;
  }

  /** What stands before a value: tag and wire type. */
  long head() {
    return (long) tag << 3 | type.wireType;
  }
}
