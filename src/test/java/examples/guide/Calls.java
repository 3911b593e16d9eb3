package examples.guide;

import io.pomelo.Application;
import io.pomelo.filter.Filters;
import io.pomelo.rpc.FailMode;
import io.pomelo.rpc.RouterType;
import io.pomelo.rpc.RpcOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls between servers. */
final class Calls {

  private Calls() {
  }

  // tag::implementation[]
  static final class Vault implements Bank {

    private final Map<String, Integer> accounts = new HashMap<>();

    @Override
    public Future<Integer> pay(String account, int amount) {
      if (amount < 0) {
        return Future.failedFuture(new ServiceException(402, "amount: " + amount));
      }
      return Future.succeededFuture(accounts.merge(account, amount, Integer::sum));
    }

    @Override
    public Future<Integer> balance(String account) {
      return Future.succeededFuture(accounts.getOrDefault(account, 0));
    }
  }
  // end::implementation[]

  static void setup(Application app) {
    // tag::register[]
    app.remote("bank", Bank.class, server -> new Vault());
    // end::register[]
    // tag::route[]
    app.route("bank", request -> {
      var banks = app.getServersByType("bank");
      int place = Math.floorMod(request.routeParam().hashCode(), banks.size());
      return Future.succeededFuture(banks.get(place).getId());
    });
    // end::route[]
    // tag::call[]
    app.handler("shop.till.pay", request -> {
      String account = request.json().getString("account");
      return app.rpc("bank", Bank.class, account).pay(account, request.json().getInteger("amount"))
        .map(balance -> new JsonObject().put("balance", balance));
    });
    // end::call[]
    // tag::filters[]
    app.rpcFilter(Filters.rpcLog())
      .rpcBefore(call -> {
        call.options().setTimeout(500);
        return Future.succeededFuture();
      });
    // end::filters[]
    // tag::config[]
    app.set("proxyConfig", new RpcOptions().setTimeout(2_000)
      .setFailMode(FailMode.FAIL_SAFE).setRetryDelay(200)
      .setIdempotentMethods(List.of("bank.balance")));
    // end::config[]
  }

  // tag::one[]
  static Future<Integer> balanceAt(Application app, String serverId, String account) {
    return app.rpcTo(serverId, Bank.class).balance(account);
  }
  // end::one[]

  // tag::all[]
  static Future<Integer> total(Application app, String account) {
    return app.rpcToAll("bank", Bank.class, bank -> bank.balance(account))
      .map(all -> all.results().values().stream().mapToInt(Integer::intValue).sum());
  }
  // end::all[]

  // tag::invoke[]
  static Future<Object> byNames(Application app, String serverId, String account) {
    return app.rpcInvoke(serverId, "bank", "balance", new JsonObject().put("account", account));
  }
  // end::invoke[]

  // tag::options[]
  static Future<Integer> anyBalance(Application app, String account) {
    var options = new RpcOptions().setRouterType(RouterType.LEAST_ACTIVE).setIdempotent(true)
      .setFailMode(FailMode.FAIL_OVER).setRetries(2);
    return app.rpc("bank", Bank.class, null, options).balance(account);
  }
  // end::options[]
}
