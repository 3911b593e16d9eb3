package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.channel.ChannelOptions;
import io.pomelo.channel.impl.ChannelVerticle;
import io.pomelo.cluster.Membership;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.connector.impl.ConnectorVerticle;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.rpc.impl.LinksImpl;
import io.pomelo.rpc.impl.RemoteRegistry;
import io.pomelo.rpc.impl.RouterImpl;
import io.pomelo.rpc.impl.RpcClient;
import io.pomelo.session.SessionOptions;
import io.pomelo.session.impl.BackendSessionVerticle;
import io.pomelo.session.impl.ConnectionVerticle;
import io.pomelo.session.impl.PushReceiver;
import io.pomelo.session.impl.SessionRemote;
import io.pomelo.session.impl.SessionVerticle;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Puts a server together: the only place that knows the parts of other features. Made on the
 * server's context; reads like pomelo's list of default components ({@code lib/util/appUtil.js}).
 */
final class DefaultComponents {

  private final ApplicationImpl app;
  private final ServerInfo self;
  private final Membership membership;

  final Deadlines deadlines;
  final ClusterView view = new ClusterView();
  final LinksImpl links;
  final RpcClient rpc;
  final RouterImpl router;
  final BackendSessionVerticle backendSessions;
  final ChannelVerticle channels;
  /** Null on a backend, as is the next. */
  final ConnectionVerticle connections;
  final SessionVerticle sessions;
  /** Set when the components are assembled. */
  CronVerticle crons;
  private List<Component> assembled = List.of();

  DefaultComponents(ApplicationImpl app, ServerInfo self, Membership membership) {
    Vertx vertx = app.vertx();
    this.app = app;
    this.self = self;
    this.membership = membership;
    deadlines = new Deadlines(vertx);
    links = new LinksImpl(vertx, self, deadlines);
    router = new RouterImpl(view::ofType, app.routes());
    rpc = new RpcClient(vertx, deadlines, router, view::member, view::ofType, rpcOptions());
    backendSessions = new BackendSessionVerticle(self, links, deadlines);
    channels = new ChannelVerticle(view::ofType, links, channelOptions(), backendSessions);
    connections = self.isFrontend() ? new ConnectionVerticle(self) : null;
    sessions = self.isFrontend() ? new SessionVerticle(self, app.settings().options("sessionConfig",
      SessionOptions.class, SessionOptions::new), connections, links, deadlines) : null;
    view.watch(links::view);
    view.watch(rpc::view);
    view.watch(backendSessions::view);
    view.watch(app.known()::view);
    view.watch(app.lifecycles()::view);
    if (self.isFrontend()) {
      view.watch(sessions::view);
      sessions.listen(app.listeners()::bindSession, app.listeners()::unbindSession,
        app.listeners()::closeSession);
    }
  }

  /** The components in the order of their start; made when the services above can be asked for. */
  List<Component> assemble(Context context) {
    var connectorOptions = app.settings().options("connectorConfig", ConnectorOptions.class,
      ConnectorOptions::new);
    app.handlers().instantiate(app, self.isFrontend() && connectorOptions.isUseDict());
    if (!app.rpcHooks().isEmpty()) {
      rpc.hooks(app.rpcHooks(), app.rpcHooks()::recover);
    }
    var users = new UserCalls(context);
    var requests = new Requests();
    var arrivals = new Arrivals(links, view::members);
    var answers = new Answer(self.getId(), app.options().isErrorIds());
    var requestDeadlines = new RequestDeadlines(self.getId(), app.options(), deadlines);
    var handlers = new HandlerService(self.getId(), app.handlers(), app.filters(),
      app.errorHandler(), users, requestDeadlines);
    var forwarder = new Forwarder(self, router, links, backendSessions, handlers, answers,
      requests, requestDeadlines);

    IntSupplier clientPort = () -> -1;
    var all = new ArrayList<Component>();
    all.add(links);
    all.add(new ClusterVerticle(membership, self, view, arrivals));
    all.add(new RemoteVerticle(app, new RemoteRegistry(app.vertx(), self), app.remotes()));
    if (self.isFrontend()) {
      var dispatcher = new Dispatcher(self.getId(), self.getServerType(), sessions,
        app.globalFilters(), app.globalErrorHandler(), handlers, forwarder, answers, users,
        requests, requestDeadlines,
        type -> app.topology().hasType(type) || !view.ofType(type).isEmpty());
      var connector = connector(connectorOptions,
        new Door(sessions::opened, sessions::closed, dispatcher));
      clientPort = connector::actualPort;
      SessionRemote.register(sessions, links);
      all.add(connections);
      all.add(connector);
      all.add(sessions);
      all.add(new PushReceiver(self.getId(), sessions, channelOptions(), connector,
        links));
    }
    all.add(backendSessions);
    all.add(channels);
    all.add(new DispatchVerticle(links, forwarder, requests, arrivals));
    all.add(new MonitorVerticle(membership, self, clientPort));
    crons = new CronVerticle(app, users, requests);
    all.add(crons);
    all.add(app.config().watch());
    assembled = List.copyOf(all);
    return assembled;
  }

  /** The components in the order of their start; none before they are made. */
  List<Component> assembled() {
    return assembled;
  }

  private RpcOptions rpcOptions() {
    var options = new RpcOptions(
      app.settings().options("proxyConfig", RpcOptions.class, RpcOptions::new));
    return options.getTimeout() > 0 ? options
      : options.setTimeout(app.options().getRequestTimeout());
  }

  private ConnectorVerticle connector(ConnectorOptions options, Door door) {
    var push = app.settings().options("pushSchedulerConfig", PushSchedulerOptions.class,
      PushSchedulerOptions::new);
    return new ConnectorVerticle(self, options, push,
      options.isUseDict() ? dictionary() : RouteDictionary.empty(),
      options.isUseProtobuf() ? ConfigDocuments.schema("serverProtos.json",
        app.options().getServerProtos()) : ProtoSchema.empty(),
      options.isUseProtobuf() ? ConfigDocuments.schema("clientProtos.json",
        app.options().getClientProtos()) : ProtoSchema.empty(),
      deadlines, door);
  }

  private ChannelOptions channelOptions() {
    return app.settings().options("channelConfig", ChannelOptions.class, ChannelOptions::new);
  }

  private RouteDictionary dictionary() {
    return RouteDictionary.of(app.handlers().routes(),
      ConfigDocuments.dictionary(app.options().getDictionary()));
  }
}
