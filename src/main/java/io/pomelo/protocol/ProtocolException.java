package io.pomelo.protocol;

/**
 * Bytes that are no well-formed protocol, or a value the protocol cannot carry. The text says what
 * was seen, then what was expected.
 */
public class ProtocolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was seen, then what was expected
   */
  public ProtocolException(String message) {
    super(message);
  }
}
