package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapter on calls says its code does. */
@ExtendWith(VertxExtension.class)
class CallsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "shop": [{"id": "shop-1"}], "bank": [{"id": "bank-1"}, {"id": "bank-2"}]}""");

  @Test
  void shopsPayAtTheBankOfTheAccount(Vertx vertx) throws Exception {
    // tag::cluster[]
    var cluster = TestCluster.start(vertx, SERVERS, Calls::setup).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    // end::cluster[]
    var payment = new JsonObject().put("account", "ann").put("amount", 7);
    assertEquals(new JsonObject("{\"balance\":7}"),
      client.request("shop.till.pay", payment).await(5, SECONDS));
    assertEquals(new JsonObject("{\"code\":402,\"msg\":\"amount: -1\"}"),
      client.request("shop.till.pay", payment.put("amount", -1)).await(5, SECONDS));

    // tag::call[]
    assertEquals(7, cluster.call("shop-1", app -> Calls.total(app, "ann")).await(5, SECONDS));
    // end::call[]
    String bank = Math.floorMod("ann".hashCode(), 2) == 0 ? "bank-1" : "bank-2";
    assertEquals(7, cluster.call("shop-1", app -> Calls.balanceAt(app, bank, "ann"))
      .await(5, SECONDS));
    assertEquals(7, cluster.call("shop-1", app -> Calls.byNames(app, bank, "ann"))
      .await(5, SECONDS));
    assertEquals(0, cluster.call("shop-1", app -> Calls.anyBalance(app, "nobody"))
      .await(5, SECONDS));
  }
}
