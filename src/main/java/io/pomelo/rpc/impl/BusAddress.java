package io.pomelo.rpc.impl;

/**
 * The event bus addresses of a server. They contain its incarnation, so what is meant for one run
 * of a server never reaches another run under the same id.
 */
final class BusAddress {

  private BusAddress() {
  }

  /** Where the frames for a server go. */
  static String link(String serverId, long incarnation) {
    return "pomelo." + serverId + "." + incarnation + ".link";
  }

  /** Where the calls of a typed remote of a server go. */
  static String rpc(String serverId, long incarnation, Class<?> service) {
    return rpc(serverId, incarnation, serviceName(service));
  }

  /** The same for a remote known by its name. */
  static String rpc(String serverId, long incarnation, String service) {
    return "pomelo." + serverId + "." + incarnation + ".rpc." + service;
  }

  /** The name of a remote: its interface with a small first letter, as pomelo names its modules. */
  static String serviceName(Class<?> service) {
    String name = service.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
