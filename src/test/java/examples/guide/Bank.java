package examples.guide;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

// tag::remote[]
/** What other servers may ask of a bank server. */
@ProxyGen
public interface Bank {

  Future<Integer> pay(String account, int amount);

  Future<Integer> balance(String account);
}
// end::remote[]
