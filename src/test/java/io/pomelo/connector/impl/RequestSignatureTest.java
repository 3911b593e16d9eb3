package io.pomelo.connector.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.connector.WireVectors;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {

  private static KeyPair keys;
  private static RequestSignature signature;

  @BeforeAll
  static void makeAKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    keys = generator.generateKeyPair();
    var key = (RSAPublicKey) keys.getPublic();
    signature = RequestSignature.of(new JsonObject()
      .put("rsa_n", key.getModulus().toString(16))
      .put("rsa_e", key.getPublicExponent().intValue()));
  }

  static List<JsonObject> vectors() {
    return WireVectors.ofMode("verify");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void acceptsWhatBrowserClientsSign(JsonObject vector) throws SignatureException {
    var input = vector.getJsonObject("input");
    var body = utf8(input.getString("bodyText"));
    var verifier = RequestSignature.of(input);
    if ("crypto-tampered".equals(vector.getString("name"))) {
      assertThrows(SignatureException.class, () -> verifier.verify(body));
    } else {
      var rest = new JsonObject(input.getString("bodyText"));
      rest.remove("__crypto__");
      assertEquals(rest.encode(), text(verifier.verify(body)));
    }
  }

  @Test
  void findsASignatureThatIsNotTheLastMember() throws GeneralSecurityException {
    var signed = "{\"2\":[1.5,1,0.000001,1e-7,1e+21],\"b\":{\"x\":null,\"a\":true},\"t\":\"\\n/\"}";
    var body = "{ \"b\": {\"x\": null, \"a\": true}, \"__crypto__\": \"" + sign(signed)
      + "\", \"t\": \"\\n\\/\", \"2\": [1.5, 1.0, 1e-6, 1E-7, 1e21] }";
    assertEquals(signed, text(signature.verify(utf8(body))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"__crypto__\":1}",
    "{\"__crypto__\":\"\"}", "{\"a\":1,\"__crypto__\":\"zz\"}", "{\"a\":1,\"__crypto__\":\"00\"}",
    "\"__crypto__\":\"00\"}",
    "{\"__crypto__\":\""})
  void refusesBodiesWithoutASignature(String body) {
    assertThrows(SignatureException.class, () -> signature.verify(utf8(body)));
  }

  @Test
  void refusesSignaturesOfAnotherKeyAndTextAddedAround() throws GeneralSecurityException {
    var other = WireVectors.named("crypto-ascii").getJsonObject("input").getString("bodyText");
    assertThrows(SignatureException.class, () -> signature.verify(utf8(other)));
    var member = ",\"__crypto__\":\"" + sign("{\"a\":1}") + "\"}";
    assertEquals("{\"a\":1}", text(signature.verify(utf8("{\"a\":1" + member))));
    assertThrows(SignatureException.class, () -> signature.verify(utf8("{\"a\":12" + member)));
    assertThrows(SignatureException.class,
      () -> signature.verify(utf8("{\"a\":1" + member.replace("}", ",\"b\":2}"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"rsa_n\":\"no hex\",\"rsa_e\":3}",
    "{\"rsa_n\":\"-5\",\"rsa_e\":3}", "{\"rsa_n\":\"b2ba\",\"rsa_e\":\"10001\"}",
    "{\"rsa_n\":\"b2ba\",\"rsa_e\":0}"})
  void refusesEverythingWithoutAKey(String rsa) throws GeneralSecurityException {
    var body = "{\"a\":1,\"__crypto__\":\"" + sign("{\"a\":1}") + "\"}";
    var none = RequestSignature.of(new JsonObject(rsa));
    assertThrows(SignatureException.class, () -> none.verify(utf8(body)));
  }

  @Test
  void refusesKeysThatOnlyCostTime() throws GeneralSecurityException {
    var huge = RequestSignature.of(new JsonObject()
      .put("rsa_n", BigInteger.ONE.shiftLeft(16_000).toString(16)).put("rsa_e", 3));
    var body = "{\"a\":1,\"__crypto__\":\"" + sign("{\"a\":1}") + "\"}";
    assertThrows(SignatureException.class, () -> huge.verify(utf8(body)));
  }

  private static String sign(String text) throws GeneralSecurityException {
    var signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(keys.getPrivate());
    signer.update(utf8(text));
    return HexFormat.of().formatHex(signer.sign());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
