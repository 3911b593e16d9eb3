package examples.guide;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.channel.ChannelOptions;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.channel.PushResult;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Channels, pushes and broadcasts. */
final class Channels {

  private Channels() {
  }

  static void setup(Application app) {
    app.handler("connector.entry.login", request -> request.session()
      .bind(request.json().getValue("uid")).map(new JsonObject().put("code", 200)));
    // tag::join[]
    app.handler("chat.room.join", request -> {
      Session session = request.session();
      Channel room = app.channelService().getChannel("lobby", true);
      room.add(session.uid(), session.frontendId());
      app.backendSessionService().closeHandler(session.frontendId(), session.id(), closed -> {
        room.leave(closed.uid(), closed.frontendId());
        room.pushMessage("onLeave", new JsonObject().put("user", closed.uid()));
      });
      return Future.succeededFuture(new JsonObject()
        .put("users", new JsonArray(room.getMembers())));
    });
    // end::join[]
    // tag::say[]
    app.handler("chat.room.say", request -> {
      Channel room = app.channelService().getChannel("lobby", true);
      var message = new JsonObject().put("from", request.session().uid())
        .put("text", request.json().getString("text"));
      return room.pushMessage("onChat", message)
        .map(result -> new JsonObject().put("reached", result.getQueued()));
    });
    // end::say[]
    app.handler("chat.room.shout", request -> shout(app, request.json().getString("text"))
      .map(PushResult::toJson));
    // tag::filter[]
    app.set("channelConfig", new ChannelOptions().setBroadcastFilter(candidate ->
      candidate.filterParam() == null
        || candidate.filterParam().equals(candidate.session().get("team"))));
    // end::filter[]
    // tag::scheduler[]
    app.set("pushSchedulerConfig", new PushSchedulerOptions().setFlushInterval(50)
      .setSelector(push -> push.route().equals("onMove") ? PushSchedulerOptions.BUFFER : null));
    // end::scheduler[]
  }

  // tag::uids[]
  static Future<PushResult> invite(Application app, Object uid, String frontendId) {
    return app.channelService().pushMessageByUids("onInvite", new JsonObject().put("room", 7),
      List.of(new Member(uid, frontendId)));
  }
  // end::uids[]

  // tag::broadcast[]
  static Future<PushResult> shout(Application app, String text) {
    return app.channelService().broadcast("connector", "onShout",
      new JsonObject().put("text", text), new PushOptions().setBinded(true));
  }
  // end::broadcast[]
}
