/**
 * The conformance application: everything a client can observe of a pomelo server. Classes are named
 * after the handlers of their routes.
 */
@ModuleGen(name = "conformance", groupPackage = "io.pomelo.examples")
package io.pomelo.examples.conformance;

import io.vertx.codegen.annotations.ModuleGen;
