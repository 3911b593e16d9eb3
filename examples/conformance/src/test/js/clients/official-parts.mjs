import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The official client and the three libraries its build puts before it, in order, as scripts for a
 * window. The published files are taken as they are; what stands between them gives each the
 * `module` it writes to and puts the result where the client looks for it.
 *
 * The published protobuf library lacks the function `decodeStr` that the published client calls;
 * games that use both add the name themselves, and so does this list.
 */
export const officialParts = [
  published('pomelo-protocol/lib/protocol.js'),
  glue('window.Protocol = module.exports'),
  published('pomelo-protobuf/lib/client/protobuf.js'),
  glue('window.protobuf = module.exports; window.protobuf.decodeStr = window.protobuf.decode'),
  published('component-emitter/index.js'),
  glue('window.EventEmitter = module.exports'),
  published('pomelo-jsclient-websocket/lib/pomelo-client.js'),
].flatMap((part) => part.name === 'glue' ? [part] : [glue('var module = {exports: {}}'), part]);

function published(path) {
  return { name: path, source: readFileSync(require.resolve(path), 'utf8') };
}

function glue(code) {
  return { name: 'glue', source: `${code};` };
}
