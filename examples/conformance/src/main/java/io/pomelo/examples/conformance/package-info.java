/**
 * The conformance application: everything a client can observe of a pomelo server. Classes are
 * named after the handlers of their routes; "the page" is the application's written contract.
 */
@ModuleGen(name = "conformance", groupPackage = "io.pomelo.examples")
package io.pomelo.examples.conformance;

import io.vertx.codegen.annotations.ModuleGen;
