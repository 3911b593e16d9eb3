package examples.guide;

import io.pomelo.Application;
import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.filter.Filters;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;

/** Handlers and filters. */
final class Handlers {

  // tag::class[]
  public record Order(@NotBlank String item, @Max(9) int count) {
  }

  public record Receipt(String item, int price) {
  }

  public static final class ShopHandler {

    public Future<Receipt> buy(Order order, Session session) {
      return Future.succeededFuture(new Receipt(order.item(), 3 * order.count()));
    }
  }
  // end::class[]

  // tag::virtual[]
  public static final class WaitingHandler { // on a server with "threading": "virtual"

    public Receipt buy(Order order, Session session) {
      session.set("last", order.item());
      session.push("last").await();
      return new Receipt(order.item(), 3 * order.count());
    }
  }
  // end::virtual[]

  // tag::filter[]
  static final class Bouncer implements Filter {

    @Override
    public Future<Void> before(Request request) {
      return request.session().uid() != null ? Future.succeededFuture()
        : Future.failedFuture(new ServiceException(401, "log in first"));
    }

    @Override
    public Future<Void> after(Request request) {
      System.getLogger("shop").log(System.Logger.Level.DEBUG, "{0}: {1}", request.route(),
        request.failure() == null ? "done" : request.failure().getMessage());
      return Future.succeededFuture();
    }
  }
  // end::filter[]

  static void setup(Application app) {
    // tag::lambda[]
    app.handler("shop.door.open", request -> {
      String name = request.json().getString("name", "stranger");
      return Future.succeededFuture(new JsonObject().put("text", "come in, " + name));
    });
    // end::lambda[]
    // tag::register[]
    app.handlers("shop.shopHandler", server -> new ShopHandler());
    // end::register[]
    // tag::fail[]
    app.handler("shop.door.knock", request -> Future.failedFuture(
      new ServiceException(403, "closed")));
    app.handler("shop.door.ring", request -> Future.failedFuture(
      new RequestException(403, "closed", new JsonObject().put("opensAt", "08:00"))));
    // end::fail[]
    app.handler("shop.door.break", request -> Future.failedFuture("private details"));
    // tag::deadline[]
    app.handler("shop.door.wait", request -> {
      request.timeout(50);
      return Future.future(never -> { });
    });
    // end::deadline[]
    // tag::error[]
    app.errorHandler(request -> request.failure() instanceof ServiceException
      ? Future.failedFuture(request.failure()) // let it stand
      : Future.succeededFuture(new JsonObject().put("code", 503).put("retry", true)));
    // end::error[]
  }

  static void filters(Application app) {
    // tag::builtin[]
    app.filter(Filters.serial())
      .filter(Filters.timeout(2_000))
      .globalFilter(Filters.tooBusy())
      .filter(new Bouncer());
    // end::builtin[]
  }
}
