/**
 * What the servers of the chat ask of each other.
 */
@ModuleGen(name = "chat", groupPackage = "io.pomelo.examples.chat.remote")
package io.pomelo.examples.chat.remote;

import io.vertx.codegen.annotations.ModuleGen;
