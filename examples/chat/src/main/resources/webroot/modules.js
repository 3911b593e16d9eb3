// The three packages below were published as CommonJS modules for the bundlers of their time, and
// the client looks for its parts on the window. This is all they need to be loaded as plain scripts.
'use strict';
window.module = {exports: {}};
Object.defineProperty(window, 'EventEmitter', {get: () => window.Emitter});
