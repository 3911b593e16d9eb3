package io.pomelo.session.impl;

import io.pomelo.Component;
import io.pomelo.channel.ChannelOptions;
import io.pomelo.channel.PushOptions;
import io.pomelo.connector.Connector;
import io.pomelo.connector.PushKind;
import io.pomelo.connector.PushRequest;
import io.pomelo.connector.PushScheduler;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers pushes to this frontend's clients (pomelo
 * {@code lib/common/remote/frontend/channelRemote.js}): the wire bytes are built once, every
 * session gets the same ones. Confined to the frontend's context.
 */
public final class PushReceiver implements Component {

  /** Of a push without options, only read. */
  private static final PushOptions PLAIN = new PushOptions();

  private final String serverId;
  private final SessionVerticle sessions;
  private final ChannelOptions options;
  private final Connector connector;
  private final Links links;

  /**
   * A receiver for a frontend.
   *
   * @param serverId the frontend
   * @param sessions who is connected
   * @param options with the broadcast filter
   * @param connector encodes and schedules
   * @param links where pushes come from
   */
  public PushReceiver(String serverId, SessionVerticle sessions, ChannelOptions options,
    Connector connector, Links links) {
    this.serverId = serverId;
    this.sessions = sessions;
    this.options = options;
    this.connector = connector;
    this.links = links;
  }

  @Override
  public String name() {
    return "__pushScheduler__";
  }

  @Override
  public Future<?> deploy(Context context) {
    links.handle(LinkOp.PUSH, (from, payload) -> push(Payload.read(payload)));
    links.handle(LinkOp.BROADCAST, (from, payload) -> broadcast(Payload.read(payload)));
    return Future.succeededFuture();
  }

  /** The sender names every user once. */
  private Future<byte[]> push(Payload question) {
    String route = question.getText();
    byte[] packet = connector.encodePush(route, question.getBytes());
    PushScheduler scheduler = connector.scheduler(
      new PushRequest(PushKind.PUSH, route, options(question).getUserOptions()));
    int queued = 0;
    List<Object> offline = new ArrayList<>();
    for (int rest = question.getInt(); rest > 0; rest--) {
      Object uid = question.getUid();
      List<ClientSession> receivers = sessions.sessions(uid);
      // By index: a slow client that is closed on the way leaves the list.
      for (int i = receivers.size() - 1; i >= 0; i--) {
        scheduler.schedule(receivers.get(i).client, packet);
        queued++;
      }
      if (receivers.isEmpty()) {
        offline.add(uid);
      }
    }
    var answer = Payload.write(16).putLong(queued).putLong(offline.size());
    offline.forEach(answer::putUid);
    return Future.succeededFuture(answer.toBytes());
  }

  /** One copy for each session, also for those of one user (H17). */
  private Future<byte[]> broadcast(Payload question) {
    String route = question.getText();
    byte[] body = question.getBytes();
    byte[] packet = connector.encodePush(route, body);
    PushOptions push = options(question);
    boolean binded = question.getFlag();
    PushScheduler scheduler = connector.scheduler(
      new PushRequest(PushKind.BROADCAST, route, push.getUserOptions()));
    BroadcastFilter filter = options.getBroadcastFilter() == null ? null
      : new BroadcastFilter(options.getBroadcastFilter(), route, body, push);
    int queued = 0;
    var receivers = new ArrayList<ClientSession>();
    sessions.sessions().forEach(receivers::add);
    for (ClientSession session : receivers) {
      if (session.client.isWorking() && (!binded || session.uid() != null)
        && (filter == null || filter.takes(sessions.snapshot(session)))) {
        scheduler.schedule(session.client, packet);
        queued++;
      }
    }
    if (filter != null) {
      filter.log(serverId);
    }
    return Future.succeededFuture(Payload.write(16).putLong(queued).putLong(0).toBytes());
  }

  private static PushOptions options(Payload question) {
    byte[] json = question.getBytes();
    return json.length == 0 ? PLAIN : new PushOptions(new JsonObject(Buffer.buffer(json)));
  }
}
