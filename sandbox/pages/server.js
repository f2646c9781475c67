// The box behind the page.

export function ask(path, query = {}) {
  return read(`/phone/${path}?${new URLSearchParams(query)}`);
}

export function tell(path, said) {
  return post(`/phone/${path}`, said);
}

export async function read(path) {
  return answer(await fetch(path));
}

export async function post(path, said = {}, method = "POST") {
  const body = JSON.stringify(said);
  return answer(await fetch(path, { method, headers: { "Content-Type": "application/json" }, body }));
}

// Calls back with every change, and keeps trying when the box is away. Returns how to stop listening.
export function listen(who, { onPhone, onDirectory, onLost, onFound }) {
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(`/phone/stream?${new URLSearchParams(who)}`);
    source.addEventListener("phone", (event) => onPhone(JSON.parse(event.data)));
    source.addEventListener("directory", onDirectory);
    source.onopen = onFound;
    source.onerror = () => {
      onLost();
      // A refused stream is not tried again by the browser: the box may have come back without this fan.
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(() => { onDirectory(); connect(); }, 1000);
      }
    };
  };
  connect();
  return () => { clearTimeout(timer); source.close(); };
}

async function answer(response) {
  const said = JSON.parse(await response.text(), whole);
  if (!response.ok) throw new Error(said.error);
  return said;
}

// Ids of 64 bits do not fit into a Number: they stay as they were written.
function whole(_, value, context) {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value;
}
