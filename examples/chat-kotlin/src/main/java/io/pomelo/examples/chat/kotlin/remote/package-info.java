/**
 * What the servers of the chat ask of each other.
 */
@ModuleGen(name = "chat-kotlin",
  groupPackage = "io.pomelo.examples.chat.kotlin.remote")
package io.pomelo.examples.chat.kotlin.remote;

import io.vertx.codegen.annotations.ModuleGen;
