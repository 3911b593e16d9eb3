package io.pomelo.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The versions by which clients keep dictionaries and schemas (wire reference, sections 5 and 6.2):
 * opaque to them, equal for equal contents on every server, as pomelo computes them.
 */
public final class Versions {

  private Versions() {
  }

  /**
   * The version of JSON texts: Base64 of the MD5 of their UTF-8 bytes, one text after the other.
   * For schemas these are the parsed form of the client's, then of the server's.
   *
   * @param jsonTexts the texts
   * @return the version
   */
  public static String of(String... jsonTexts) {
    var digest = md5();
    for (var text : jsonTexts) {
      digest.update(WireText.encode(text));
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("no MD5 here, expected it in every Java", missing);
    }
  }
}
