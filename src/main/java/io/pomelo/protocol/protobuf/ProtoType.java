package io.pomelo.protocol.protobuf;

/**
 * The types a field can have (wire reference, sections 6.1 and 6.3).
 */
enum ProtoType {

  U_INT32("uInt32", 0, 1),
  INT32("int32", 0, 1),
  S_INT32("sInt32", 0, 1),
  FLOAT("float", 5, 4),
  DOUBLE("double", 1, 8),
  STRING("string", 2, 1),
  /** Any name that is none of the others. */
  MESSAGE("message", 2, 1);

  private static final ProtoType[] SCALARS = {U_INT32, INT32, S_INT32, FLOAT, DOUBLE, STRING};

  final String word;
  final int wireType;
  /** The fewest bytes a value takes. */
  final int minLength;

  ProtoType(String word, int wireType, int minLength) {
    this.word = word;
    this.wireType = wireType;
    this.minLength = minLength;
  }

  /** The scalar of that name, or null. */
  static ProtoType scalar(String word) {
    for (var type : SCALARS) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }

  /** Whether a list has one head and a count, instead of a head for each element. */
  boolean counted() {
    return this != STRING && this != MESSAGE;
  }
}
