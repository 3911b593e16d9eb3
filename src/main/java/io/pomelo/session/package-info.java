/**
 * Who is connected: the services over sessions and the snapshots that requests carry.
 */
package io.pomelo.session;
