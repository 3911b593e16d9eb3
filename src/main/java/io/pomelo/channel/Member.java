package io.pomelo.channel;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * A user on a frontend: whom a channel holds and a push is for. Immutable.
 */
@DataObject
public class Member {

  private final Object uid;
  private final String sid;

  /**
   * A member.
   *
   * @param uid the user, a string or an integer
   * @param sid the id of the frontend server the user is connected to
   */
  public Member(Object uid, String sid) {
    this.uid = uid;
    this.sid = sid;
  }

  /**
   * A copy.
   *
   * @param other the member to copy
   */
  public Member(Member other) {
    this(other.uid, other.sid);
  }

  /**
   * A member from JSON.
   *
   * @param json {@code {uid, sid}}
   */
  public Member(JsonObject json) {
    this(json.getValue("uid"), json.getString("sid"));
  }

  /**
   * The member as JSON.
   *
   * @return {@code {uid, sid}}
   */
  public JsonObject toJson() {
    return new JsonObject().put("uid", uid).put("sid", sid);
  }

  /**
   * The user.
   *
   * @return a string or an integer, or null in a member that was built without one
   */
  public Object getUid() {
    return uid;
  }

  /**
   * The frontend.
   *
   * @return a server id, or null in a member that was built without one
   */
  public String getSid() {
    return sid;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Member member && Objects.equals(uid, member.uid)
      && Objects.equals(sid, member.sid);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(uid) + Objects.hashCode(sid);
  }

  @Override
  public String toString() {
    return uid + "@" + sid;
  }
}
