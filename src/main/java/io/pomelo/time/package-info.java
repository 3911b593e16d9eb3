/**
 * Deadlines of a server: many, coarse and cheap.
 */
package io.pomelo.time;
