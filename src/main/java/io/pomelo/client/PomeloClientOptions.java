package io.pomelo.client;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * Where a {@link PomeloClient} connects to, and what it is.
 */
@DataObject
@JsonGen(publicConverter = false)
public class PomeloClientOptions {

  /** This machine. */
  public static final String DEFAULT_HOST = "127.0.0.1";
  /** The port of the connector in pomelo's project template. */
  public static final int DEFAULT_PORT = 3010;
  /** What browsers use. */
  public static final ClientTransport DEFAULT_TRANSPORT = ClientTransport.WEBSOCKET;
  /** The path of the WebSocket request. */
  public static final String DEFAULT_PATH = "/";
  /** No TLS. */
  public static final boolean DEFAULT_SSL = false;
  /** Only certificates the JVM trusts. */
  public static final boolean DEFAULT_TRUST_ALL = false;
  /** The client type. */
  public static final String DEFAULT_TYPE = "vertx";
  /** The client version. */
  public static final String DEFAULT_VERSION = "0.1.0";
  /** Heartbeats are sent. */
  public static final boolean DEFAULT_HEARTBEATS = true;
  /** Milliseconds for the handshake and for each answer. */
  public static final long DEFAULT_TIMEOUT = 10_000;
  /** Codes are sent where there are some. */
  public static final boolean DEFAULT_USE_DICT = true;
  /** Protobuf is sent where it is defined. */
  public static final boolean DEFAULT_USE_PROTOBUF = true;

  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private ClientTransport transport = DEFAULT_TRANSPORT;
  private String path = DEFAULT_PATH;
  private boolean ssl = DEFAULT_SSL;
  private boolean trustAll = DEFAULT_TRUST_ALL;
  private String type = DEFAULT_TYPE;
  private String version = DEFAULT_VERSION;
  private JsonObject user;
  private boolean heartbeats = DEFAULT_HEARTBEATS;
  private long timeout = DEFAULT_TIMEOUT;
  private boolean useDict = DEFAULT_USE_DICT;
  private boolean useProtobuf = DEFAULT_USE_PROTOBUF;

  /** The defaults. */
  public PomeloClientOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public PomeloClientOptions(PomeloClientOptions other) {
    host = other.host;
    port = other.port;
    transport = other.transport;
    path = other.path;
    ssl = other.ssl;
    trustAll = other.trustAll;
    type = other.type;
    version = other.version;
    user = other.user == null ? null : other.user.copy();
    heartbeats = other.heartbeats;
    timeout = other.timeout;
    useDict = other.useDict;
    useProtobuf = other.useProtobuf;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public PomeloClientOptions(JsonObject json) {
    PomeloClientOptionsConverter.fromJson(json, this);
  }

  /**
   * The options as JSON.
   *
   * @return every option that is not null, by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    PomeloClientOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * The server's address.
   *
   * @return {@link #DEFAULT_HOST} by default
   */
  public String getHost() {
    return host;
  }

  /**
   * Sets {@link #getHost()}.
   *
   * @param host an address or a name
   * @return this
   */
  public PomeloClientOptions setHost(String host) {
    this.host = Objects.requireNonNull(host, "host");
    return this;
  }

  /**
   * The server's port.
   *
   * @return {@link #DEFAULT_PORT} by default
   */
  public int getPort() {
    return port;
  }

  /**
   * Sets {@link #getPort()}.
   *
   * @param port 1 to 65535
   * @return this
   */
  public PomeloClientOptions setPort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    this.port = port;
    return this;
  }

  /**
   * What carries the packages.
   *
   * @return {@link #DEFAULT_TRANSPORT} by default
   */
  public ClientTransport getTransport() {
    return transport;
  }

  /**
   * Sets {@link #getTransport()}.
   *
   * @param transport WebSocket or TCP
   * @return this
   */
  public PomeloClientOptions setTransport(ClientTransport transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
    return this;
  }

  /**
   * The path of the WebSocket request; a pomelo connector accepts any.
   *
   * @return {@link #DEFAULT_PATH} by default
   */
  public String getPath() {
    return path;
  }

  /**
   * Sets {@link #getPath()}.
   *
   * @param path begins with a slash
   * @return this
   */
  public PomeloClientOptions setPath(String path) {
    this.path = Objects.requireNonNull(path, "path");
    return this;
  }

  /**
   * Whether the connection is encrypted (TLS).
   *
   * @return {@link #DEFAULT_SSL} by default
   */
  public boolean isSsl() {
    return ssl;
  }

  /**
   * Sets {@link #isSsl()}.
   *
   * @param ssl true for a server with a TLS port
   * @return this
   */
  public PomeloClientOptions setSsl(boolean ssl) {
    this.ssl = ssl;
    return this;
  }

  /**
   * Whether any certificate is trusted; otherwise those the JVM trusts, with the host's name in
   * them.
   *
   * @return {@link #DEFAULT_TRUST_ALL} by default
   */
  public boolean isTrustAll() {
    return trustAll;
  }

  /**
   * Sets {@link #isTrustAll()}.
   *
   * @param trustAll true only against servers of one's own
   * @return this
   */
  public PomeloClientOptions setTrustAll(boolean trustAll) {
    this.trustAll = trustAll;
    return this;
  }

  /**
   * The client type told in the handshake.
   *
   * @return {@link #DEFAULT_TYPE} by default
   */
  public String getType() {
    return type;
  }

  /**
   * Sets {@link #getType()}.
   *
   * @param type "": none is told
   * @return this
   */
  public PomeloClientOptions setType(String type) {
    this.type = Objects.requireNonNull(type, "type");
    return this;
  }

  /**
   * The client version told in the handshake.
   *
   * @return {@link #DEFAULT_VERSION} by default
   */
  public String getVersion() {
    return version;
  }

  /**
   * Sets {@link #getVersion()}.
   *
   * @param version "": none is told
   * @return this
   */
  public PomeloClientOptions setVersion(String version) {
    this.version = Objects.requireNonNull(version, "version");
    return this;
  }

  /**
   * What the game's handshake hook sees as {@code user}.
   *
   * @return null by default
   */
  @Nullable
  public JsonObject getUser() {
    return user;
  }

  /**
   * Sets {@link #getUser()}.
   *
   * @param user null: none is sent
   * @return this
   */
  public PomeloClientOptions setUser(@Nullable JsonObject user) {
    this.user = user;
    return this;
  }

  /**
   * Whether the client sends heartbeats at the server's interval, and closes when nothing arrived
   * for two to three intervals.
   *
   * @return {@link #DEFAULT_HEARTBEATS} by default
   */
  public boolean isHeartbeats() {
    return heartbeats;
  }

  /**
   * Sets {@link #isHeartbeats()}.
   *
   * @param heartbeats false: a server with heartbeats drops this client
   * @return this
   */
  public PomeloClientOptions setHeartbeats(boolean heartbeats) {
    this.heartbeats = heartbeats;
    return this;
  }

  /**
   * How long the connection with its handshake may take, and how long each answer, in milliseconds.
   *
   * @return {@link #DEFAULT_TIMEOUT} by default
   */
  public long getTimeout() {
    return timeout;
  }

  /**
   * Sets {@link #getTimeout()}.
   *
   * @param timeout at least 1
   * @return this
   */
  public PomeloClientOptions setTimeout(long timeout) {
    if (timeout < 1) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: >= 1)");
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * Whether routes are sent as codes when the server offers a dictionary (wire reference, section
   * 5). Codes the server sends are understood in any case.
   *
   * @return {@link #DEFAULT_USE_DICT} by default
   */
  public boolean isUseDict() {
    return useDict;
  }

  /**
   * Sets {@link #isUseDict()}.
   *
   * @param useDict false to send routes as text
   * @return this
   */
  public PomeloClientOptions setUseDict(boolean useDict) {
    this.useDict = useDict;
    return this;
  }

  /**
   * Whether bodies are sent as protobuf when the server offers definitions (wire reference, section
   * 6). What the server sends is understood in any case.
   *
   * @return {@link #DEFAULT_USE_PROTOBUF} by default
   */
  public boolean isUseProtobuf() {
    return useProtobuf;
  }

  /**
   * Sets {@link #isUseProtobuf()}.
   *
   * @param useProtobuf false to send JSON, which a server does not understand on routes it has a
   *     definition for: a switch for tests of the server
   * @return this
   */
  public PomeloClientOptions setUseProtobuf(boolean useProtobuf) {
    this.useProtobuf = useProtobuf;
    return this;
  }
}
