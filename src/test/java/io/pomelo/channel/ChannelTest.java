package io.pomelo.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is in a channel; nobody is pushed to here. */
@ExtendWith(VertxExtension.class)
class ChannelTest {

  private static Application app;
  private String name;
  private Channel channel;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    app = Pomelo.createApp(vertx, new ApplicationOptions().setServerId("chat-1")
      .setCluster(UUID.randomUUID().toString()).setServers(new JsonObject().put("chat",
        new JsonArray().add(new JsonObject().put("id", "chat-1")))));
    app.start().await(5, SECONDS);
  }

  @BeforeEach
  void create() throws Exception {
    name = UUID.randomUUID().toString();
    channel = on(channels -> channels.createChannel(name));
  }

  /** Runs on the server's context, as a handler would. */
  private static <T> T on(Function<ChannelService, T> action) throws Exception {
    return app.call(() -> Future.succeededFuture(action.apply(app.channelService())))
      .await(5, SECONDS);
  }

  private static <T> T async(Function<ChannelService, Future<T>> action) throws Exception {
    return app.call(() -> action.apply(app.channelService())).await(5, SECONDS);
  }

  private boolean add(Object uid, String sid) throws Exception {
    return on(channels -> channel.add(uid, sid));
  }

  private boolean leave(Object uid, String sid) throws Exception {
    return on(channels -> channel.leave(uid, sid));
  }

  private List<Object> members() throws Exception {
    return on(channels -> channel.getMembers());
  }

  private int amount() throws Exception {
    return on(channels -> channel.getUserAmount());
  }

  @Test
  void aChannelIsCreatedOnce() throws Exception {
    assertEquals(name, channel.name());
    assertSame(channel, on(channels -> channels.createChannel(name)));
  }

  @Test
  void aChannelIsFoundByItsName() throws Exception {
    assertSame(channel, on(channels -> channels.getChannel(name)));
    assertSame(channel, on(channels -> channels.getChannel(name, true)));
    assertNull(on(channels -> channels.getChannel(name + "?")));
    assertNull(on(channels -> channels.getChannel(name + "?", false)));
    Channel made = on(channels -> channels.getChannel(name + "?", true));
    assertSame(made, on(channels -> channels.getChannel(name + "?")));
  }

  @Test
  void aMemberIsThereWithUidAndFrontend() throws Exception {
    assertTrue(add("ann", "connector-1"));
    Member member = on(channels -> channel.getMember("ann"));
    assertEquals(new Member("ann", "connector-1"), member);
    assertNull(on(channels -> channel.getMember("bob")));
  }

  @Test
  void whoIsAddedTwiceIsAMemberOnce() throws Exception {
    assertTrue(add("ann", "connector-1"));
    assertEquals(false, add("ann", "connector-1"));
    assertEquals(List.of("ann"), members());
    assertEquals(1, amount());
    assertTrue(leave("ann", "connector-1"));
    assertEquals(List.of(), members());
    assertEquals(0, amount());
  }

  @Test
  void aMemberNeedsUidAndFrontend() throws Exception {
    assertEquals(false, add("ann", null));
    assertEquals(false, add(null, "connector-1"));
    assertEquals(List.of(), members());
  }

  @Test
  void whatCanBeNoUidIsRefusedBeforeItSpoilsAPush() throws Exception {
    for (Object no : List.of(1.5, true, new JsonObject(), 0, "")) {
      assertEquals(false, add(no, "connector-1"), no.toString());
    }
    assertEquals(List.of(), members());
  }

  @Test
  void aMemberLeavesOnlyFromItsFrontendAndWithItsType() throws Exception {
    add(7, "connector-1");
    assertEquals(false, leave("7", "connector-1"));
    assertEquals(false, leave(7, "connector-2"));
    assertEquals(false, leave(7, null));
    assertEquals(false, leave(null, "connector-1"));
    assertEquals(List.of(7), members());
    assertTrue(leave(7L, "connector-1"));
    assertEquals(false, leave(7, "connector-1"));
    assertNull(on(channels -> channel.getMember(7)));
  }

  @Test
  void membersOfAllFrontendsAreListed() throws Exception {
    add("ann", "connector-1");
    add("bob", "connector-2");
    add("cid", "connector-3");
    add("dan", "connector-1");
    assertEquals(List.of("ann", "dan", "bob", "cid"), members());
    assertEquals(4, amount());
  }

  @Test
  void aUserOfTwoFrontendsIsTwoMembers() throws Exception {
    assertTrue(add("ann", "connector-1"));
    assertTrue(add("ann", "connector-2"));
    assertEquals(List.of("ann", "ann"), members());
    assertEquals("connector-2", on(channels -> channel.getMember("ann")).getSid());
    leave("ann", "connector-2");
    assertEquals("connector-1", on(channels -> channel.getMember("ann")).getSid());
    leave("ann", "connector-1");
    assertNull(on(channels -> channel.getMember("ann")));
  }

  @Test
  void uidsOfDifferentTypeAreDifferentMembers() throws Exception {
    assertTrue(add("1", "connector-1"));
    assertTrue(add(1, "connector-1"));
    assertEquals(false, add(1L, "connector-1"));
    assertEquals(List.of("1", 1), members());
  }

  @Test
  void theListOfMembersIsACopy() throws Exception {
    add("ann", "connector-1");
    members().clear();
    assertEquals(List.of("ann"), members());
  }

  @Test
  void aDestroyedChannelIsForgottenAndItsNameIsFree() throws Exception {
    on(channels -> {
      channel.destroy();
      return true;
    });
    assertNull(on(channels -> channels.getChannel(name)));
    assertEquals(false, add("ann", "connector-1"));
    assertNotSame(channel, on(channels -> channels.createChannel(name)));
  }

  @Test
  void anOldHandleDoesNotDestroyTheNewChannelOfItsName() throws Exception {
    Channel newer = on(channels -> {
      channels.destroyChannel(name);
      Channel created = channels.createChannel(name);
      channel.destroy();
      return created;
    });
    assertNotSame(channel, newer);
    assertSame(newer, on(channels -> channels.getChannel(name)));
    assertEquals(true, on(channels -> newer.add("ann", "connector-1")));
  }

  @Test
  void destroyingAnUnknownNameIsNothing() throws Exception {
    on(channels -> {
      channels.destroyChannel("nobody");
      return true;
    });
    assertSame(channel, on(channels -> channels.getChannel(name)));
  }

  @Test
  void aPushOnADestroyedChannelFails() throws Exception {
    on(channels -> {
      channels.destroyChannel(name);
      return true;
    });
    var failure = assertThrows(IllegalStateException.class,
      () -> async(channels -> channel.pushMessage("onChat", "hi")));
    assertTrue(failure.getMessage().contains("channel is not running now"), failure.getMessage());
    assertTrue(failure.getMessage().contains(name), failure.getMessage());
  }

  @Test
  void anEmptyChannelIsPushedToWithSuccess() throws Exception {
    PushResult result = async(channels -> channel.pushMessage("onChat", "hi"));
    assertEquals(new PushResult().toJson(), result.toJson());
  }
}
