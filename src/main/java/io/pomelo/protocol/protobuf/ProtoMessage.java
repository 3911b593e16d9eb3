package io.pomelo.protocol.protobuf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One message of a schema with its fields and nested messages. Immutable once the schema is parsed.
 */
final class ProtoMessage {

  private static final String NESTED = "message";

  private final String route;
  private final Map<String, ProtoField> byName = new HashMap<>();
  private final Map<Integer, ProtoField> byTag = new HashMap<>();
  private final Map<String, ProtoMessage> nested = new LinkedHashMap<>();
  private final List<ProtoField> required = new ArrayList<>();
  private final Map<String, Object> parsed;

  /**
   * Reads a message as pomelo-protobuf's parser does: keys of another form, and fields whose tag is
   * taken, are left out without an error.
   *
   * @param route the top-level key it stands under, for error texts
   * @param label the nested names down to it, empty at the top
   * @param raw the entries of the schema file
   */
  ProtoMessage(String route, String label, Map<?, ?> raw) {
    this.route = route;
    var fields = new LinkedHashMap<String, ProtoField>();
    var nameOfTag = new TreeMap<Integer, String>();
    raw.forEach((key, value) -> {
      var words = words(String.valueOf(key));
      switch (words.get(0)) {
        case NESTED -> {
          if (words.size() == 2) {
            var name = words.get(1);
            nested.put(name, new ProtoMessage(
              route, label.isEmpty() ? name : label + "." + name, entries(route, key, value)));
          }
        }
        case "required", "optional", "repeated" -> {
          if (words.size() == 3) {
            var tag = tag(key, value);
            if (!nameOfTag.containsKey(tag)) {
              var name = words.get(2);
              fields.put(name, new ProtoField(label, words.get(0), words.get(1), name, tag));
              nameOfTag.put(tag, name);
            }
          }
        }
        default -> {
          // Not a word the parser knows: left out.
        }
      }
    });
    byName.putAll(fields);
    // By name, since a second field of a name replaces the first under both tags.
    nameOfTag.forEach((tag, name) -> byTag.put(tag, fields.get(name)));
    for (var field : fields.values()) {
      if (field.required) {
        required.add(field);
      }
    }
    parsed = parsed(fields, nameOfTag);
  }

  /**
   * Finds the messages that fields name: among those nested right here, then among the shared ones;
   * those in between are not searched (section 6.1).
   */
  void resolve(Map<String, ProtoMessage> shared) {
    for (var field : byName.values()) {
      if (field.type == ProtoType.MESSAGE) {
        var found = nested.get(field.typeName);
        field.message = found == null ? shared.get(field.typeName) : found;
        if (field.message == null) {
          throw new IllegalArgumentException("schema \"" + route + "\", field " + field.label
            + ": type " + field.typeName + ", expected uInt32, int32, sInt32, float, double, "
            + "string, a message nested beside the field or one at the top level");
        }
      }
    }
    nested.values().forEach(message -> message.resolve(shared));
  }

  /** The field of that name, or null. */
  ProtoField named(Object name) {
    return byName.get(name);
  }

  /** The field with that tag, or null. */
  ProtoField tagged(int tag) {
    return byTag.get(tag);
  }

  List<ProtoField> required() {
    return required;
  }

  Map<String, Object> parsed() {
    return parsed;
  }

  static Map<?, ?> entries(String route, Object key, Object value) {
    if (value instanceof Map<?, ?> entries) {
      return entries;
    }
    throw new IllegalArgumentException("schema \"" + route + "\", entry \"" + key + "\": " + value
      + ", expected an object of fields");
  }

  private int tag(Object key, Object value) {
    if (value instanceof Number number) {
      var tag = number.doubleValue();
      if (tag >= 1 && tag <= ProtoField.MAX_TAG && tag == Math.rint(tag)) {
        return number.intValue();
      }
    }
    throw new IllegalArgumentException("schema \"" + route + "\", field \"" + key + "\": tag "
      + value + ", expected a whole number from 1 to " + ProtoField.MAX_TAG);
  }

  /** Split at each single space, so that two spaces make one more (empty) word. */
  private static List<String> words(String key) {
    var words = new ArrayList<String>();
    var from = 0;
    for (var space = key.indexOf(' '); space >= 0; space = key.indexOf(' ', from)) {
      words.add(key.substring(from, space));
      from = space + 1;
    }
    words.add(key.substring(from));
    return words;
  }

  private Map<String, Object> parsed(
    Map<String, ProtoField> fields, TreeMap<Integer, String> nameOfTag) {
    var all = new LinkedHashMap<String, Object>();
    for (var field : fields.values()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("option", field.required ? "required" : field.repeated ? "repeated" : "optional");
      one.put("type", field.typeName);
      one.put("tag", field.tag);
      all.put(field.name, Collections.unmodifiableMap(one));
    }
    var messages = new LinkedHashMap<String, Object>();
    nested.forEach((name, message) -> messages.put(name, message.parsed));
    all.put("__messages", Collections.unmodifiableMap(messages));
    // In the order of the numbers, as JavaScript orders such keys whatever the file says.
    var tags = new LinkedHashMap<String, Object>();
    nameOfTag.forEach((tag, name) -> tags.put(tag.toString(), name));
    all.put("__tags", Collections.unmodifiableMap(tags));
    return Collections.unmodifiableMap(all);
  }
}
