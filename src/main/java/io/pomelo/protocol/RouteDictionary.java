package io.pomelo.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes and the codes that stand for them on the wire (wire reference, section 5). Immutable.
 */
public final class RouteDictionary {

  private static final RouteDictionary EMPTY = of(List.of(), List.of());

  private final Map<String, Integer> routeToCode;
  private final Map<String, String> codeToRoute;
  /** By code; place 0 is not used. */
  private final String[] routes;
  private final String version;

  private RouteDictionary(List<String> ordered) {
    routes = new String[ordered.size() + 1];
    var codes = new LinkedHashMap<String, Integer>();
    var names = new LinkedHashMap<String, String>();
    for (var code = 1; code < routes.length; code++) {
      var route = ordered.get(code - 1);
      routes[code] = route;
      codes.put(route, code);
      names.put(Integer.toString(code), route);
    }
    routeToCode = Collections.unmodifiableMap(codes);
    codeToRoute = Collections.unmodifiableMap(names);
    version = Versions.of(json(codes));
  }

  /**
   * Numbers routes: those of handlers first, sorted by UTF-16 code unit, from 1 on, then the extra
   * ones in their own order. Of a route that occurs twice both codes are read and the later one is
   * written, as in pomelo.
   *
   * @param handlerRoutes the routes of handlers, in any order
   * @param extra more routes, mostly those of pushes
   * @return the dictionary
   * @throws IllegalArgumentException if there are more routes than
   *   {@link Message#MAX_ROUTE_CODE}
   */
  public static RouteDictionary of(Collection<String> handlerRoutes, List<String> extra) {
    var ordered = new ArrayList<>(handlerRoutes);
    Collections.sort(ordered);
    ordered.addAll(extra);
    if (ordered.size() > Message.MAX_ROUTE_CODE) {
      throw new IllegalArgumentException(ordered.size() + " routes in the dictionary, expected at "
        + "most " + Message.MAX_ROUTE_CODE);
    }
    return new RouteDictionary(ordered);
  }

  /**
   * The dictionary without routes.
   *
   * @return always the same one
   */
  public static RouteDictionary empty() {
    return EMPTY;
  }

  /**
   * The code to write for a route.
   *
   * @param route the route
   * @return its code, 0 if it has none
   */
  public int code(String route) {
    var code = routeToCode.get(route);
    return code == null ? 0 : code;
  }

  /**
   * The route a code stands for.
   *
   * @param code the code
   * @return the route, null if there is none
   */
  public String route(int code) {
    return code > 0 && code < routes.length ? routes[code] : null;
  }

  /**
   * All routes with the codes to write, as the handshake carries them.
   *
   * @return route to code, in the order of the codes; cannot be changed
   */
  public Map<String, Integer> routeToCode() {
    return routeToCode;
  }

  /**
   * All codes that are read, as the handshake carries them.
   *
   * @return code as text to route, in the order of the codes; cannot be changed
   */
  public Map<String, String> codeToRoute() {
    return codeToRoute;
  }

  /**
   * The version of this dictionary, the one pomelo gives it: {@link Versions#of} the JSON text of
   * {@link #routeToCode}.
   *
   * @return Base64 text
   */
  public String version() {
    return version;
  }

  /**
   * Tells whether there are no routes at all.
   *
   * @return true if no route has a code
   */
  public boolean isEmpty() {
    return routeToCode.isEmpty();
  }

  private static String json(Map<String, Integer> codes) {
    var text = new StringBuilder("{");
    codes.forEach((route, code) -> {
      if (text.length() > 1) {
        text.append(',');
      }
      WireText.quote(route, text);
      text.append(':').append(code.intValue());
    });
    return text.append('}').toString();
  }
}
