package io.pomelo.channel.impl;

import io.pomelo.channel.Channel;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.channel.PushResult;
import io.pomelo.session.Uid;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A channel: members by frontend, ready to be pushed to, and by uid, to be looked up (pomelo
 * {@code lib/common/service/channelService.js}). Confined to the server's context.
 */
final class ChannelImpl implements Channel {

  private final String name;
  private final ChannelVerticle service;
  private final Map<String, Set<Object>> byFrontend = new LinkedHashMap<>();
  private final Map<Object, Member> byUid = new HashMap<>();
  private int amount;
  private boolean destroyed;

  ChannelImpl(String name, ChannelVerticle service) {
    this.name = name;
    this.service = service;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean add(Object value, String sid) {
    Object uid = Uid.orSame(value);
    if (destroyed || !Uid.isUid(value) || sid == null
      || !byFrontend.computeIfAbsent(sid, key -> new LinkedHashSet<>()).add(uid)) {
      return false;
    }
    byUid.put(uid, new Member(uid, sid));
    amount++;
    service.added(this, uid, sid);
    return true;
  }

  boolean has(Object uid, String sid) {
    Set<Object> members = byFrontend.get(sid);
    return !destroyed && members != null && members.contains(uid);
  }

  @Override
  public boolean leave(Object value, String sid) {
    Object uid = Uid.orSame(value);
    Set<Object> members = byFrontend.get(sid);
    if (uid == null || members == null || !members.remove(uid)) {
      return false;
    }
    amount--;
    if (members.isEmpty()) {
      byFrontend.remove(sid);
    }
    if (byUid.get(uid).getSid().equals(sid)) {
      byUid.remove(uid);
      // The user may still be a member on another frontend.
      byFrontend.forEach((other, uids) -> {
        if (uids.contains(uid)) {
          byUid.put(uid, new Member(uid, other));
        }
      });
    }
    return true;
  }

  @Override
  public List<Object> getMembers() {
    var members = new ArrayList<Object>(amount);
    byFrontend.values().forEach(members::addAll);
    return members;
  }

  @Override
  public Member getMember(Object uid) {
    return byUid.get(Uid.orSame(uid));
  }

  @Override
  public int getUserAmount() {
    return amount;
  }

  @Override
  public Future<PushResult> pushMessage(JsonObject msg) {
    return msg.getValue("route") instanceof String route
      ? pushMessage(route, msg)
      : Future.failedFuture(new IllegalArgumentException("route of the message: "
        + msg.getValue("route") + " (expected: text)"));
  }

  @Override
  public Future<PushResult> pushMessage(String route, Object msg, PushOptions options) {
    if (destroyed) {
      return Future.failedFuture(new IllegalStateException("channel is not running now: " + name
        + " is destroyed (expected: a channel that getChannel gives)"));
    }
    return service.push(route, msg, options, byFrontend);
  }

  @Override
  public void destroy() {
    destroyed = true;
    service.forget(this);
  }

  @Override
  public String toString() {
    return "channel " + name + " of " + amount;
  }
}
