package io.pomelo.connector.impl;

import io.pomelo.protocol.WireText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import java.util.Map;

/**
 * The signatures of one client on its messages (wire reference 3.6): RSASSA-PKCS1-v1_5 with SHA-256
 * over the JSON text of the body without its member {@code __crypto__}. Where the text has Chinese
 * characters, a signature over its UTF-8 encoded twice is accepted too: pomelo accepts only that.
 */
final class RequestSignature {

  private static final String MEMBER = "__crypto__";
  private static final String MEMBER_START = "\"" + MEMBER + "\":\"";
  private static final String MEMBER_END = "\"}";
  /** Longer keys only cost time. */
  private static final int MAX_KEY_BITS = 4096;
  private static final int MAX_EXPONENT = Integer.MAX_VALUE;

  /** Null when the client sent none that can be used: then no message is accepted. */
  private final PublicKey key;

  private RequestSignature(PublicKey key) {
    this.key = key;
  }

  /**
   * The signatures of a client with this key.
   *
   * @param rsa {@code sys.rsa} of the handshake; one that is no key refuses every message
   * @return the signatures
   */
  static RequestSignature of(Object rsa) {
    if (rsa instanceof JsonObject json && json.getValue("rsa_n") instanceof String modulus
      && json.getValue("rsa_e") instanceof Number exponent) {
      return new RequestSignature(key(modulus, exponent.longValue()));
    }
    return new RequestSignature(null);
  }

  private static PublicKey key(String modulus, long exponent) {
    if (modulus.length() > MAX_KEY_BITS / 4 || exponent < 1 || exponent > MAX_EXPONENT) {
      return null;
    }
    try {
      var spec = new RSAPublicKeySpec(new BigInteger(modulus, 16), BigInteger.valueOf(exponent));
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException | NumberFormatException noKey) {
      return null;
    }
  }

  /**
   * Verifies a JSON body. The client appends the signature as the last member, so the text before
   * it is what it signed; only when that does not fit is the body read and written again.
   *
   * @param body the body as it came
   * @return the body without its signature
   * @throws SignatureException when the signature is missing or wrong
   */
  byte[] verify(byte[] body) throws SignatureException {
    var text = WireText.decode(body, 0, body.length);
    var start = text.lastIndexOf(MEMBER_START);
    if (start > 0 && text.endsWith(MEMBER_END)) {
      var from = start + MEMBER_START.length();
      var to = text.length() - MEMBER_END.length();
      var comma = text.charAt(start - 1) == ',' ? 1 : 0;
      var rest = text.substring(0, start - comma) + "}";
      if (from <= to && isSigned(rest, text.substring(from, to))) {
        return WireText.encode(rest);
      }
    }
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException e) {
      throw new SignatureException("a body that is no JSON object, expected a signed one");
    }
    return WireText.encode(verify(json.getMap()));
  }

  /**
   * Verifies a body that was read already.
   *
   * @param body its members; the signature is taken out
   * @return the text that was signed
   * @throws SignatureException when the signature is missing or wrong
   */
  String verify(Map<String, Object> body) throws SignatureException {
    var signature = body.remove(MEMBER);
    var text = JsText.of(body);
    if (!(signature instanceof String hex)) {
      throw new SignatureException("no signature, expected " + MEMBER);
    }
    if (!isSigned(text, hex)) {
      throw new SignatureException("a wrong signature, expected one of the client's key");
    }
    return text;
  }

  private boolean isSigned(String text, String hex) {
    if (key == null) {
      return false;
    }
    byte[] signature;
    try {
      signature = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : "0" + hex);
    } catch (IllegalArgumentException noHex) {
      return false;
    }
    var plain = WireText.encode(text);
    if (isSigned(plain, signature)) {
      return true;
    }
    if (text.chars().noneMatch(c -> c >= 0x4E00 && c <= 0x9FA5)) {
      return false;
    }
    var twice = new String(plain, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
    return isSigned(twice, signature);
  }

  private boolean isSigned(byte[] bytes, byte[] signature) {
    try {
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException wrong) {
      return false; // of another length than the key, or not padded as it must be
    }
  }
}
