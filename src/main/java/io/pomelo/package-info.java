/**
 * The application and what users implement.
 */
@ModuleGen(name = "vertx-pomelo", groupPackage = "io.pomelo")
package io.pomelo;

import io.vertx.codegen.annotations.ModuleGen;
