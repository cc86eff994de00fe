// The notifications, in the name of an employee who logs in here. The token stays in this tab.
"use strict";
(() => {
  const { apiUrl } = window.plano;
  const byId = (id) => document.getElementById(id);
  const [login, said, table, more, logout] = ["login", "said", "notifications", "more", "logout"].map(byId);
  const rows = table.querySelector("tbody");
  const KEPT = "plano-staff-token";
  let cursor = null;

  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const call = async (path, type, body, method = "POST") => {
    const answer = await fetch(apiUrl + path, { method, headers: { "content-type": type }, body });
    return answer.json();
  };
  const cell = (text) => { const made = document.createElement("td"); made.textContent = text ?? ""; return made; };
  const showLogin = (text) => {
    sessionStorage.removeItem(KEPT);
    said.textContent = text;
    login.hidden = false;
    table.hidden = more.hidden = logout.hidden = true;
    rows.replaceChildren();
    cursor = null;
  };
  const row = (one) => {
    const made = document.createElement("tr");
    const email = one.email;
    const about = email ? `The ${email.template} email to ${email.to}: ${email.reason}` : one.error ?? "";
    const given = email?.given_up_at ? `given up at ${email.given_up_at}` : "waits to be sent again";
    const since = email ? (email.delivered_at ? `went out at ${email.delivered_at}` : given) : "";
    made.append(cell(one.created_at), cell(one.status), cell(`${one.route} (request ${one.request_id})`), cell(about), cell(since));
    return made;
  };
  const load = async () => {
    const token = sessionStorage.getItem(KEPT);
    const page = cursor ? { size: 50, cursor } : { size: 50 };
    try {
      const body = await call("/api/v1/notifications/index", "application/json", JSON.stringify({ token, application: "planox2", page }));
      if (body.status !== "action-successful") return showLogin(body.status === "permission-denied" ? "Only employees may see notifications." : body.message);
      rows.append(...body.data.notifications.map(row));
      cursor = body.data.next_cursor ?? null;
      login.hidden = true;
      table.hidden = logout.hidden = false;
      more.hidden = cursor === null;
      said.textContent = rows.children.length ? "" : "Nothing went wrong in this month and the twelve before it.";
    } catch { said.textContent = "The API can’t be reached: it is down, or something on the way to it is."; }
  };
  login.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "Logging in …";
    const params = { email: byId("email").value, password: byId("password").value, application: "planox2" };
    try {
      const body = await call("/api/v1/sessions/create", "text/plain", encoded(JSON.stringify(params)));
      if (body.status !== "action-successful") { said.textContent = body.message; return; }
      sessionStorage.setItem(KEPT, body.data.token);
      byId("password").value = "";
      await load();
    } catch { said.textContent = "The API can’t be reached: it is down, or something on the way to it is."; }
  });
  logout.addEventListener("click", async () => {
    const token = sessionStorage.getItem(KEPT);
    showLogin("Logged out.");
    try { await call("/api/v1/sessions/delete", "application/json", JSON.stringify({ token }), "DELETE"); } catch { /* it expires by itself */ }
  });
  more.addEventListener("click", load);
  if (sessionStorage.getItem(KEPT)) load(); else login.hidden = false;
})();
