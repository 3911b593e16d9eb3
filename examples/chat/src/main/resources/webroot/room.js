// What a room looks like: people, messages, notices. Text of others enters the page as text only.
'use strict';

const $ = id => document.getElementById(id);

const room = (() => {
  const EVERYBODY = '*';
  const GROUP_FOR = 3 * 60 * 1000;
  const time = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});
  let self = null;
  let people = [];
  let last = null;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  /** A colour for a name, the same on every page. */
  function hue(name) {
    let hash = 0;
    for (const character of name) {
      hash = (hash * 31 + character.codePointAt(0)) % 360;
    }
    return hash;
  }

  function face(name) {
    const made = element('span', 'face', [...name][0].toUpperCase());
    made.style.setProperty('--hue', hue(name));
    made.setAttribute('aria-hidden', 'true');
    return made;
  }

  function show(user, rid, users) {
    if (user !== self || rid !== $('room-name').textContent) {
      choose(EVERYBODY);
    }
    self = user;
    people = [...users];
    last = null;
    $('room-name').textContent = rid;
    document.title = rid + ' · Chat';
    $('people-list').replaceChildren();
    showPeople();
  }

  function showPeople() {
    const others = people.filter(name => name !== self).sort((a, b) => a.localeCompare(b));
    const names = [self, ...others];
    $('count').textContent = names.length;
    $('people-toggle-count').textContent
      = names.length === 1 ? '1 person' : names.length + ' people';
    $('people-list').replaceChildren(...names.map(person));
    const target = $('target');
    const chosen = target.value;
    target.replaceChildren(new Option('everyone', EVERYBODY),
      ...others.map(name => new Option(name, name)));
    if (chosen !== EVERYBODY && !others.includes(chosen)) {
      // Half a message to one must not become a message to everyone because they left.
      target.append(new Option(chosen + ' (left)', chosen));
    }
    choose(chosen);
  }

  function person(name) {
    const item = element('li', 'person');
    if (name === self) {
      const row = element('div', 'who');
      row.append(face(name), element('span', 'name', name), element('span', 'you', 'you'));
      item.append(row);
      return item;
    }
    const button = element('button', 'who');
    button.type = 'button';
    button.title = 'Write to ' + name + ' alone';
    button.append(face(name), element('span', 'name', name));
    button.addEventListener('click', () => {
      choose($('target').value === name ? EVERYBODY : name);
      $('content').focus();
    });
    button.dataset.name = name;
    item.append(button);
    return item;
  }

  /** Whom the next message is for. */
  function choose(name) {
    $('target').value = name;
    const alone = name !== EVERYBODY;
    $('composer').classList.toggle('private', alone);
    $('private-note').hidden = !alone;
    $('content').placeholder = alone ? 'Write to ' + name + ' alone' : 'Write to everyone';
    for (const button of document.querySelectorAll('.person button')) {
      button.setAttribute('aria-pressed', String(button.dataset.name === name));
    }
  }

  function came(name) {
    if (!people.includes(name)) {
      people.push(name);
      showPeople();
      notice(name + ' came in');
    }
  }

  function went(name) {
    if (people.includes(name)) {
      people = people.filter(other => other !== name);
      showPeople();
      notice(name + ' left');
    }
  }

  function notice(text) {
    last = null;
    append(element('li', 'notice', text), false);
  }

  /** A message as {@code onChat} brings it. */
  function message({from, msg, target}) {
    const own = from === self;
    const alone = target !== EVERYBODY;
    const now = new Date();
    const item = element('li', 'message' + (own ? ' own' : '') + (alone ? ' private' : ''));
    const follows = last !== null && last.from === from && last.target === target
      && now - last.at < GROUP_FOR;
    if (follows) {
      item.classList.add('follows');
    }
    const head = element('p', 'head');
    head.append(element('span', 'from', own ? 'You' : from));
    if (alone) {
      head.append(element('span', 'tag', own ? 'to ' + target + ' alone' : 'to you alone'));
    }
    const at = element('time', 'at', time.format(now));
    at.dateTime = now.toISOString();
    item.title = time.format(now);
    head.append(at);
    const body = element('div', 'body');
    body.append(head, element('p', 'text', msg));
    item.append(face(from), body);
    last = {from, target, at: now};
    append(item, own);
  }

  function append(item, always) {
    const list = $('messages');
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    list.append(item);
    if (atEnd || always) {
      toEnd();
    } else if (item.classList.contains('message')) {
      $('newer').hidden = false;
    }
  }

  function toEnd() {
    const list = $('messages');
    list.scrollTop = list.scrollHeight;
    $('newer').hidden = true;
  }

  function clear() {
    $('messages').replaceChildren();
    last = null;
  }

  return {show, choose, came, went, notice, message, clear, toEnd, self: () => self};
})();
