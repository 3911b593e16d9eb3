package io.pomelo.cluster;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * One server of the cluster: an entry of {@code servers.json} and, while it runs, of the
 * membership.
 *
 * <p>Every field of the entry is kept, also those the framework does not know: games rely on their
 * own ({@code area}, {@code instance}, ...). Known fields are parsed by type (decision D12): a
 * boolean may be written {@code "true"}, a port must be an integer from 0 to 65535. Immutable in
 * use: the setters are for building one, never change an info you were given.
 */
@DataObject
public class ServerInfo {

  /** Address to listen on and to be reached at when the entry names none. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  private final JsonObject fields;

  /** An empty info; at least {@code id} and {@code serverType} must be set before it is used. */
  public ServerInfo() {
    this.fields = new JsonObject();
  }

  /**
   * A copy.
   *
   * @param other the info to copy
   */
  public ServerInfo(ServerInfo other) {
    this.fields = other.fields.copy();
  }

  /**
   * An info from the JSON form of a {@code servers.json} entry.
   *
   * @param json the entry, with {@code id} and {@code serverType}
   */
  public ServerInfo(JsonObject json) {
    this.fields = json.copy();
  }

  /**
   * The entry with all its fields.
   *
   * @return a copy
   */
  public JsonObject toJson() {
    return fields.copy();
  }

  /**
   * The id, unique in the cluster.
   *
   * @return the id
   */
  public String getId() {
    return fields.getString("id");
  }

  /**
   * Sets the id.
   *
   * @param id unique in the cluster
   * @return this
   */
  public ServerInfo setId(String id) {
    fields.put("id", id);
    return this;
  }

  /**
   * The server type, the first part of the routes it handles.
   *
   * @return the type
   */
  public String getServerType() {
    return fields.getString("serverType");
  }

  /**
   * Sets the server type.
   *
   * @param serverType the type
   * @return this
   */
  public ServerInfo setServerType(String serverType) {
    fields.put("serverType", serverType);
    return this;
  }

  /**
   * The address this server listens on for clients and is reached at by other servers.
   *
   * @return the host, {@link #DEFAULT_HOST} when the entry names none
   */
  public String getHost() {
    return fields.getString("host", DEFAULT_HOST);
  }

  /**
   * Sets the host.
   *
   * @param host an address; {@code 0.0.0.0} must be written explicitly
   * @return this
   */
  public ServerInfo setHost(String host) {
    fields.put("host", host);
    return this;
  }

  /**
   * The address a gate hands out to clients; not used by the framework itself.
   *
   * @return the client host, {@link #getHost()} when the entry names none
   */
  public String getClientHost() {
    return fields.getString("clientHost", getHost());
  }

  /**
   * Sets the client host.
   *
   * @param clientHost an address clients can reach
   * @return this
   */
  public ServerInfo setClientHost(String clientHost) {
    fields.put("clientHost", clientHost);
    return this;
  }

  /**
   * The port clients connect to. While the server runs, the port it really listens on, also when
   * it was configured as 0 (chosen by the system).
   *
   * @return the port, -1 when the entry has none
   */
  public int getClientPort() {
    return fields.getInteger("clientPort", -1);
  }

  /**
   * Sets the client port.
   *
   * @param clientPort 0 to 65535, 0 lets the system choose
   * @return this
   */
  public ServerInfo setClientPort(int clientPort) {
    fields.put("clientPort", clientPort);
    return this;
  }

  /**
   * Whether clients connect to this server.
   *
   * @return true for a frontend, false for a backend
   */
  public boolean isFrontend() {
    return fields.getBoolean("frontend", false);
  }

  /**
   * Sets whether clients connect to this server.
   *
   * @param frontend true for a frontend
   * @return this
   */
  public ServerInfo setFrontend(boolean frontend) {
    fields.put("frontend", frontend);
    return this;
  }

  /**
   * How many clients may be connected at a time; {@code max-connections} of the entry.
   *
   * @return the limit, -1 for none
   */
  public int getMaxConnections() {
    return fields.getInteger("max-connections", -1);
  }

  /**
   * Sets the connection limit.
   *
   * @param maxConnections the limit, -1 for none
   * @return this
   */
  public ServerInfo setMaxConnections(int maxConnections) {
    fields.put("max-connections", maxConnections);
    return this;
  }

  /**
   * Which run of this server this is: a restarted server has a greater one under the same id, and
   * no bus address of its predecessor.
   *
   * @return the incarnation, 0 for an entry that is configured but not running
   */
  public long getIncarnation() {
    return fields.getLong("incarnation", 0L);
  }

  /**
   * Sets the incarnation; done by the membership.
   *
   * @param incarnation greater than that of any earlier run
   * @return this
   */
  public ServerInfo setIncarnation(long incarnation) {
    fields.put("incarnation", incarnation);
    return this;
  }

  /**
   * Whether this server is about to stop: it ends what it has accepted and is to get nothing new.
   *
   * @return false by default
   */
  public boolean isStopping() {
    return fields.getBoolean("stopping", false);
  }

  /**
   * Sets {@link #isStopping()}; done by the server itself.
   *
   * @param stopping true when it is about to stop
   * @return this
   */
  public ServerInfo setStopping(boolean stopping) {
    fields.put("stopping", stopping);
    return this;
  }

  /**
   * Any field of the entry, known or custom.
   *
   * @param field the name in {@code servers.json}
   * @return the value, or null when the entry has no such field
   */
  @Nullable
  public Object get(String field) {
    return fields.getValue(field);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerInfo info && fields.equals(info.fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(getId(), getIncarnation());
  }

  @Override
  public String toString() {
    return getServerType() + "/" + getId() + "#" + getIncarnation();
  }
}
