/**
 * Servers and clients for tests of games: a cluster in one JVM on ports of the system's choice, and
 * clients that remember what they were sent. Bound to no test framework.
 */
package io.pomelo.testkit;
