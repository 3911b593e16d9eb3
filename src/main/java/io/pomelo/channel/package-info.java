/**
 * Groups of users and the pushes to them.
 */
package io.pomelo.channel;
