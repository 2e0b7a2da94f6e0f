// The socket to the sandbox: events in, deeds out. It comes back by itself when the sandbox does.

const waiting = new Map();
let socket = null;
let next = 1;

export function connect(on) {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`);
  socket.onopen = () => on.up();
  socket.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if ("re" in told) {
      waiting.get(told.re)?.(told);
      waiting.delete(told.re);
    } else {
      on.event(told);
    }
  };
  socket.onclose = () => {
    for (const answer of waiting.values()) answer({ error: "The sandbox is not running" });
    waiting.clear();
    on.down();
    setTimeout(() => connect(on), 1000);
  };
}

// Answers with what the sandbox said; `error` is in it, in words, where it could not be done.
export function ask(what, fields = {}) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ error: "The sandbox is not running" });
  const id = next++;
  return new Promise((answer) => {
    waiting.set(id, answer);
    socket.send(JSON.stringify({ do: what, id, ...fields }));
  });
}

export async function upload(file, fields) {
  const address = new URLSearchParams({ name: file.name, ...fields });
  try {
    const response = await fetch(`/upload?${address}`, { method: "POST", body: file });
    return response.ok ? {} : { error: (await response.json().catch(() => ({}))).error ?? "The file was not taken" };
  } catch {
    return { error: "The file was not taken" };
  }
}
