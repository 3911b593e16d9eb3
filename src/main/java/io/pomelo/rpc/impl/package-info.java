/**
 * How servers reach each other: links, typed calls, routing.
 */
package io.pomelo.rpc.impl;
