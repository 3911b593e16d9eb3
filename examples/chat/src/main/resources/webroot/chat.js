// The page: entering a room, talking in it, losing the connection, leaving.
'use strict';

const KICKED = {
  kick: 'You were taken out of the room.',
  errors: 'The server closed the connection because of too many faults.',
  slow: 'The connection was too slow to keep up.',
};

let seat = null;
let pushes = null;

/** Pushes can overtake the answer to entering: until that is here they are kept. */
function onPush(route, action) {
  connection.on(route, body => {
    if (pushes) {
      pushes.push(() => action(body));
    } else {
      action(body);
    }
  });
}

onPush('onAdd', body => room.came(body.user));
onPush('onLeave', body => room.went(body.user));
onPush('onChat', body => room.message(body));

async function enter(name, rid) {
  pushes = [];
  try {
    await connection.toConnector(name);
    const entered = await connection.request('connector.entryHandler.enter', {username: name, rid});
    seat = {name: entered.user, rid: entered.rid};
    room.show(entered.user, entered.rid, entered.users);
    return pushes;
  } catch (failure) {
    connection.close();
    throw failure;
  } finally {
    pushes = null;
  }
}

function fail(id, text) {
  $(id).textContent = text;
  $(id).hidden = !text;
}

/** The server's texts are sentences without a capital and a full stop, as error texts are. */
function words(failure) {
  if (failure.code === 409) {
    return 'That name is taken in this room. Choose another one.';
  }
  const text = failure.message;
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?)]$/.test(sentence) ? sentence : sentence + '.';
}

function connected(is) {
  $('status').textContent = is ? 'connected as ' + seat.name : 'not connected';
  $('status').classList.toggle('off', !is);
  for (const id of ['content', 'send', 'target']) {
    $(id).disabled = !is;
  }
  $('gone').hidden = is;
}

function showRoom(kept) {
  $('login').hidden = true;
  $('room').hidden = false;
  connected(true);
  fail('send-error', '');
  kept.forEach(action => action());
  $('content').focus();
}

function showLogin() {
  document.title = 'Chat';
  $('room').hidden = true;
  $('login').hidden = false;
  $('name').focus();
}

// Entering

function nameFault(what, value) {
  const length = [...value].length;
  if (length === 0) {
    return 'Please fill in ' + what + '.';
  }
  if (length > 24) {
    return 'Please choose ' + what + ' of at most 24 characters; this one has ' + length + '.';
  }
  return value.includes('*') ? 'Please choose ' + what + ' without a *.' : '';
}

$('login-form').addEventListener('submit', async event => {
  event.preventDefault();
  const name = $('name').value.trim();
  const rid = $('rid').value.trim();
  const badName = nameFault('a name', name);
  const badRoom = nameFault('a room', rid);
  fail('login-error', badName || badRoom);
  if (badName || badRoom) {
    $(badName ? 'name' : 'rid').focus();
    return;
  }
  $('enter').disabled = true;
  $('enter').textContent = 'Entering …';
  try {
    const kept = await enter(name, rid);
    room.clear();
    room.notice('You came in');
    showRoom(kept);
    localStorage.setItem('chat.seat', JSON.stringify({name, rid}));
  } catch (failure) {
    fail('login-error', words(failure));
    $('name').focus();
    $('name').select();
  } finally {
    $('enter').disabled = false;
    $('enter').textContent = 'Enter the room';
  }
});

// Talking

$('composer').addEventListener('submit', async event => {
  event.preventDefault();
  const content = $('content').value;
  const target = $('target').value;
  if (!content.trim() || $('send').disabled) {
    return;
  }
  $('send').disabled = true;
  fail('send-error', '');
  try {
    await connection.request('chat.chatHandler.send', {content, target});
    if (target !== '*') {
      room.message({from: room.self(), msg: content, target});
    }
    $('content').value = '';
    fit();
  } catch (failure) {
    fail('send-error', words(failure));
  } finally {
    $('send').disabled = $('content').disabled;
    $('content').focus();
  }
});

$('content').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
  if (event.key === 'Escape') {
    room.choose('*');
  }
});

function fit() {
  const content = $('content');
  content.style.height = 'auto';
  content.style.height = content.scrollHeight + 2 + 'px';
}

$('content').addEventListener('input', fit);
$('target').addEventListener('change', () => room.choose($('target').value));
$('newer').addEventListener('click', () => room.toEnd());

$('people-toggle').addEventListener('click', () => {
  const open = $('room').classList.toggle('with-people');
  $('people-toggle').setAttribute('aria-expanded', String(open));
});

// Losing the connection, and leaving

connection.lost(reason => {
  if (!seat || $('room').hidden) {
    return;
  }
  connected(false);
  $('gone-title').textContent = reason ? 'You were disconnected.' : 'The server is gone.';
  $('gone-text').textContent = reason
    ? KICKED[reason] || 'The reason given: ' + reason + '.'
    : 'What is said in the room meanwhile will not be here.';
  room.notice('Connection lost');
  room.toEnd();
  $('reconnect').focus();
});

$('reconnect').addEventListener('click', async () => {
  $('reconnect').disabled = true;
  $('reconnect').textContent = 'Reconnecting …';
  try {
    const kept = await enter(seat.name, seat.rid);
    room.notice('You came in again');
    showRoom(kept);
  } catch (failure) {
    $('gone-title').textContent = 'That did not work.';
    $('gone-text').textContent = words(failure);
  } finally {
    $('reconnect').disabled = false;
    $('reconnect').textContent = 'Reconnect';
  }
});

$('leave').addEventListener('click', () => {
  connection.close();
  seat = null;
  showLogin();
});

// Who was here before

try {
  const before = JSON.parse(localStorage.getItem('chat.seat'));
  if (before) {
    $('name').value = before.name;
    $('rid').value = before.rid;
  }
} catch (ignored) {
  localStorage.removeItem('chat.seat');
}
