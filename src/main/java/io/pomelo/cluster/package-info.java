/**
 * Who is in the cluster: server entries and the membership that publishes them.
 */
package io.pomelo.cluster;
