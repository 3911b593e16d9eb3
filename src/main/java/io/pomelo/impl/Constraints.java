package io.pomelo.impl;

import io.pomelo.RequestException;
import io.vertx.core.json.JsonObject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Checks the constraints of Jakarta Validation on what handlers are given. The only class that
 * knows that API, which is optional: nobody touches this one where it is missing.
 */
final class Constraints {

  private static final Logger LOG = System.getLogger("pomelo.handler");
  /** One for all servers; null when there is no provider that works. Safe for any thread. */
  private static final Validator VALIDATOR = validator();

  private Constraints() {
  }

  /**
   * The check of a type, or null when nothing in it is constrained. It throws a {@link
   * RequestException} with code 400 whose answer has {@code fields}, the text for each field.
   */
  static Consumer<Object> of(Class<?> type) {
    if (VALIDATOR == null || !VALIDATOR.getConstraintsForClass(type).isBeanConstrained()) {
      return null;
    }
    return Constraints::check;
  }

  private static void check(Object value) {
    var violations = VALIDATOR.validate(value);
    if (violations.isEmpty()) {
      return;
    }
    // In the order of the fields' names: the provider's set has none.
    var fields = new TreeMap<String, Object>();
    for (ConstraintViolation<Object> violation : violations) {
      String path = violation.getPropertyPath().toString();
      fields.merge(path.isEmpty() ? "body" : path, violation.getMessage(),
        (one, other) -> join((String) one, (String) other));
    }
    String text = fields.entrySet().stream()
      .map(field -> field.getKey() + ": " + field.getValue()).collect(Collectors.joining("; "));
    throw new RequestException(BodyMapper.BAD_BODY, text, new JsonObject()
      .put("code", BodyMapper.BAD_BODY).put("msg", text).put("fields", new JsonObject(fields)));
  }

  private static String join(String one, String other) {
    return one.compareTo(other) < 0 ? one + ", " + other : other + ", " + one;
  }

  private static Validator validator() {
    try {
      return Validation.buildDefaultValidatorFactory().getValidator();
    } catch (ValidationException e) {
      LOG.log(Level.WARNING, "constraints on arguments of handlers are not checked: {0} (expected:"
        + " a provider of Jakarta Validation that starts, or none of its API)", e.getMessage());
      return null;
    }
  }
}
