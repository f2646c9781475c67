// The box behind the page.

export async function ask(path, query = {}) {
  return answer(await fetch(`/phone/${path}?${new URLSearchParams(query)}`));
}

export async function tell(path, said) {
  const body = JSON.stringify(said);
  return answer(await fetch(`/phone/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
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
  const said = await response.json();
  if (!response.ok) throw new Error(said.error);
  return said;
}
