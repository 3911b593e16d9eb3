/** The code the guide shows. */
@ModuleGen(name = "guide", groupPackage = "examples.guide")
package examples.guide;

import io.vertx.codegen.annotations.ModuleGen;
