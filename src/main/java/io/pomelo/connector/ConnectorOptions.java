package io.pomelo.connector;

import io.pomelo.protocol.Packet;
import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How a frontend talks to its clients; the setting {@code connectorConfig} (pomelo
 * {@code hybridconnector}).
 *
 * <p>The host and port are those of the server's entry in {@code servers.json}; TLS, no-delay and
 * the like are set with {@link #setServerOptions}.
 */
@DataObject
@JsonGen(publicConverter = false)
public class ConnectorOptions {

  /** Seconds between heartbeats; 0: none are announced, answered or awaited. */
  public static final int DEFAULT_HEARTBEAT = 0;
  /** Seconds without a sign of life until a client is dropped; 0: twice the heartbeat. */
  public static final int DEFAULT_TIMEOUT = 0;
  /** No route dictionary, as in pomelo. */
  public static final boolean DEFAULT_USE_DICT = false;
  /** No protobuf, as in pomelo. */
  public static final boolean DEFAULT_USE_PROTOBUF = false;
  /** Messages need no signature, as in pomelo. */
  public static final boolean DEFAULT_USE_CRYPTO = false;
  /** Milliseconds from accept until the client's ack. */
  public static final long DEFAULT_HANDSHAKE_TIMEOUT = 5_000;
  /** Bytes of a package body before the handshake is done (decision D13). */
  public static final int DEFAULT_MAX_HANDSHAKE_PACKAGE = 4 * 1024;
  /** Bytes of a package body after the handshake (decision D13). */
  public static final int DEFAULT_MAX_PACKAGE = 64 * 1024;
  /** Bytes that may wait to be written to one client. */
  public static final int DEFAULT_MAX_OUTBOUND = 4 * 1024 * 1024;
  /** Faults within the error window until a client is kicked. */
  public static final int DEFAULT_MAX_ERRORS = 100;
  /** Milliseconds after which the faults of a client are forgotten. */
  public static final long DEFAULT_ERROR_WINDOW = 10_000;

  private int heartbeat = DEFAULT_HEARTBEAT;
  private int timeout = DEFAULT_TIMEOUT;
  private boolean useDict = DEFAULT_USE_DICT;
  private boolean useProtobuf = DEFAULT_USE_PROTOBUF;
  private boolean useCrypto = DEFAULT_USE_CRYPTO;
  private long handshakeTimeout = DEFAULT_HANDSHAKE_TIMEOUT;
  private int maxHandshakePackage = DEFAULT_MAX_HANDSHAKE_PACKAGE;
  private int maxPackage = DEFAULT_MAX_PACKAGE;
  private int maxOutbound = DEFAULT_MAX_OUTBOUND;
  private int maxErrors = DEFAULT_MAX_ERRORS;
  private long errorWindow = DEFAULT_ERROR_WINDOW;
  private List<String> origins = new ArrayList<>();
  private NetServerOptions serverOptions = defaultServerOptions();
  private Function<JsonObject, ? extends Future<?>> handshake;
  private Function<JsonObject, Boolean> checkClient;

  /** The defaults. */
  public ConnectorOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public ConnectorOptions(ConnectorOptions other) {
    heartbeat = other.heartbeat;
    timeout = other.timeout;
    useDict = other.useDict;
    useProtobuf = other.useProtobuf;
    useCrypto = other.useCrypto;
    handshakeTimeout = other.handshakeTimeout;
    maxHandshakePackage = other.maxHandshakePackage;
    maxPackage = other.maxPackage;
    maxOutbound = other.maxOutbound;
    maxErrors = other.maxErrors;
    errorWindow = other.errorWindow;
    origins = new ArrayList<>(other.origins);
    serverOptions = new NetServerOptions(other.serverOptions);
    handshake = other.handshake;
    checkClient = other.checkClient;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public ConnectorOptions(JsonObject json) {
    ConnectorOptionsConverter.fromJson(json, this);
  }

  private static NetServerOptions defaultServerOptions() {
    return new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
  }

  /**
   * The options as JSON, without the hooks.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    ConnectorOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * The heartbeat interval announced to clients.
   *
   * @return {@link #DEFAULT_HEARTBEAT} by default
   */
  public int getHeartbeat() {
    return heartbeat;
  }

  /**
   * Sets {@link #getHeartbeat()}.
   *
   * @param heartbeat whole seconds, 0 for none
   * @return this
   */
  public ConnectorOptions setHeartbeat(int heartbeat) {
    if (heartbeat < 0) {
      throw new IllegalArgumentException("heartbeat: " + heartbeat + " (expected: >= 0)");
    }
    this.heartbeat = heartbeat;
    return this;
  }

  /**
   * How long a client may be silent once it works. Any complete package counts (decision D8).
   * Without a heartbeat clients need not send anything, and none is dropped.
   *
   * @return {@link #DEFAULT_TIMEOUT} by default
   */
  public int getTimeout() {
    return timeout;
  }

  /**
   * Sets {@link #getTimeout()}.
   *
   * @param timeout whole seconds, 0 for twice the heartbeat
   * @return this
   */
  public ConnectorOptions setTimeout(int timeout) {
    if (timeout < 0) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: >= 0)");
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * Whether routes travel as the codes of a dictionary.
   *
   * @return {@link #DEFAULT_USE_DICT} by default
   */
  public boolean isUseDict() {
    return useDict;
  }

  /**
   * Sets {@link #isUseDict()}.
   *
   * @param useDict true to offer the dictionary in the handshake
   * @return this
   */
  public ConnectorOptions setUseDict(boolean useDict) {
    this.useDict = useDict;
    return this;
  }

  /**
   * Whether bodies of routes with a definition travel as protobuf.
   *
   * @return {@link #DEFAULT_USE_PROTOBUF} by default
   */
  public boolean isUseProtobuf() {
    return useProtobuf;
  }

  /**
   * Sets {@link #isUseProtobuf()}.
   *
   * @param useProtobuf true to use {@code serverProtos.json} and {@code clientProtos.json}
   * @return this
   */
  public ConnectorOptions setUseProtobuf(boolean useProtobuf) {
    this.useProtobuf = useProtobuf;
    return this;
  }

  /**
   * Whether every message must carry an RSA signature over its body (wire reference 3.6).
   *
   * @return {@link #DEFAULT_USE_CRYPTO} by default
   */
  public boolean isUseCrypto() {
    return useCrypto;
  }

  /**
   * Sets {@link #isUseCrypto()}.
   *
   * @param useCrypto true to drop messages without a valid signature
   * @return this
   */
  public ConnectorOptions setUseCrypto(boolean useCrypto) {
    this.useCrypto = useCrypto;
    return this;
  }

  /**
   * The absolute deadline of the handshake, the user's hook included (H12).
   *
   * @return {@link #DEFAULT_HANDSHAKE_TIMEOUT} by default
   */
  public long getHandshakeTimeout() {
    return handshakeTimeout;
  }

  /**
   * Sets {@link #getHandshakeTimeout()}.
   *
   * @param handshakeTimeout milliseconds, at least 1
   * @return this
   */
  public ConnectorOptions setHandshakeTimeout(long handshakeTimeout) {
    if (handshakeTimeout < 1) {
      throw new IllegalArgumentException("handshakeTimeout: " + handshakeTimeout
        + " (expected: >= 1)");
    }
    this.handshakeTimeout = handshakeTimeout;
    return this;
  }

  /**
   * The size limit of a package before the handshake is done.
   *
   * @return {@link #DEFAULT_MAX_HANDSHAKE_PACKAGE} by default
   */
  public int getMaxHandshakePackage() {
    return maxHandshakePackage;
  }

  /**
   * Sets {@link #getMaxHandshakePackage()}.
   *
   * @param maxHandshakePackage bytes of the body, at least 1
   * @return this
   */
  public ConnectorOptions setMaxHandshakePackage(int maxHandshakePackage) {
    if (maxHandshakePackage < 1 || maxHandshakePackage > Packet.MAX_BODY_LENGTH) {
      throw new IllegalArgumentException("maxHandshakePackage: " + maxHandshakePackage
        + " (expected: 1 to " + Packet.MAX_BODY_LENGTH + ")");
    }
    this.maxHandshakePackage = maxHandshakePackage;
    return this;
  }

  /**
   * The size limit of a package from a client that works.
   *
   * @return {@link #DEFAULT_MAX_PACKAGE} by default
   */
  public int getMaxPackage() {
    return maxPackage;
  }

  /**
   * Sets {@link #getMaxPackage()}.
   *
   * @param maxPackage bytes of the body, at least 1
   * @return this
   */
  public ConnectorOptions setMaxPackage(int maxPackage) {
    if (maxPackage < 1 || maxPackage > Packet.MAX_BODY_LENGTH) {
      throw new IllegalArgumentException("maxPackage: " + maxPackage
        + " (expected: 1 to " + Packet.MAX_BODY_LENGTH + ")");
    }
    this.maxPackage = maxPackage;
    return this;
  }

  /**
   * The outbound budget of one client: when more than that waits for a slow client, it is closed
   * with reason {@code slow} (H11).
   *
   * @return {@link #DEFAULT_MAX_OUTBOUND} by default
   */
  public int getMaxOutbound() {
    return maxOutbound;
  }

  /**
   * Sets {@link #getMaxOutbound()}.
   *
   * @param maxOutbound bytes, at least 1
   * @return this
   */
  public ConnectorOptions setMaxOutbound(int maxOutbound) {
    if (maxOutbound < 1) {
      throw new IllegalArgumentException("maxOutbound: " + maxOutbound + " (expected: >= 1)");
    }
    this.maxOutbound = maxOutbound;
    return this;
  }

  /**
   * The error budget of one client: unknown routes, broken messages and bad signatures count, and
   * big messages that were compressed more than a hundredfold (decision D15).
   *
   * @return {@link #DEFAULT_MAX_ERRORS} by default
   */
  public int getMaxErrors() {
    return maxErrors;
  }

  /**
   * Sets {@link #getMaxErrors()}.
   *
   * @param maxErrors marks, at least 1
   * @return this
   */
  public ConnectorOptions setMaxErrors(int maxErrors) {
    if (maxErrors < 1) {
      throw new IllegalArgumentException("maxErrors: " + maxErrors + " (expected: >= 1)");
    }
    this.maxErrors = maxErrors;
    return this;
  }

  /**
   * The window of the error budget.
   *
   * @return {@link #DEFAULT_ERROR_WINDOW} by default
   */
  public long getErrorWindow() {
    return errorWindow;
  }

  /**
   * Sets {@link #getErrorWindow()}.
   *
   * @param errorWindow milliseconds, at least 1
   * @return this
   */
  public ConnectorOptions setErrorWindow(long errorWindow) {
    if (errorWindow < 1) {
      throw new IllegalArgumentException("errorWindow: " + errorWindow + " (expected: >= 1)");
    }
    this.errorWindow = errorWindow;
    return this;
  }

  /**
   * The origins whose pages may open a WebSocket, as browsers send them
   * ({@code https://game.example}).
   *
   * @return empty by default: any origin, as in pomelo
   */
  public List<String> getOrigins() {
    return origins;
  }

  /**
   * Sets {@link #getOrigins()}. A WebSocket request with an {@code Origin} that is not in the list
   * is refused with 403; one without the header, which browsers always send, is let in.
   *
   * @param origins the allowed origins; empty allows all
   * @return this
   */
  public ConnectorOptions setOrigins(List<String> origins) {
    this.origins = new ArrayList<>(origins);
    return this;
  }

  /**
   * The options of the TCP server below: TLS with key and trust material (then clients use
   * {@code wss} or TLS over TCP on the same port), no-delay (on by default), keep-alive (on),
   * accept backlog. Host and port in it are ignored.
   *
   * @return the live options
   */
  public NetServerOptions getServerOptions() {
    return serverOptions;
  }

  /**
   * Sets {@link #getServerOptions()}.
   *
   * @param serverOptions copied when the connector starts
   * @return this
   */
  public ConnectorOptions setServerOptions(NetServerOptions serverOptions) {
    this.serverOptions = serverOptions;
    return this;
  }

  /**
   * The user's part of the handshake (pomelo {@code handshake}).
   *
   * @return null by default: every client is let in, the answer carries no {@code user}
   */
  @GenIgnore
  public Function<JsonObject, ? extends Future<?>> getHandshake() {
    return handshake;
  }

  /**
   * Sets the user's part of the handshake. It gets the client's whole handshake request, after
   * {@code checkClient}; what its future gives becomes {@code user} of the answer (null: none), a
   * failure refuses the client with code 500.
   *
   * @param handshake called on the frontend's context
   * @return this
   */
  @GenIgnore
  public ConnectorOptions setHandshake(
    Function<JsonObject, ? extends Future<?>> handshake) {
    this.handshake = handshake;
    return this;
  }

  /**
   * The check of a client's type and version (pomelo {@code checkClient}).
   *
   * @return null by default: every client is let in
   */
  @GenIgnore
  public Function<JsonObject, Boolean> getCheckClient() {
    return checkClient;
  }

  /**
   * Sets the check of a client's type and version. It gets {@code sys} of the handshake request,
   * with {@code type} and {@code version} where the client names them; false, and null, refuses the
   * client with code 501.
   *
   * @param checkClient called on the frontend's context
   * @return this
   */
  @GenIgnore
  public ConnectorOptions setCheckClient(Function<JsonObject, Boolean> checkClient) {
    this.checkClient = checkClient;
    return this;
  }
}
