// The measuring stick: an HTTP server that does nothing, written as Beast's own examples write one
// (one thread, a coroutine a session, string bodies, the library's serializer). It answers every
// request with as many bytes as a SendMessage has.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Stream = beast::tcp_stream::rebind_executor<
    asio::use_awaitable_t<>::executor_with_default<asio::any_io_executor>>::other;

namespace {

// The size of a SendMessage's answer: MD5OfMessageBody and MessageId.
constexpr char payload[] =
    R"({"MD5OfMessageBody":"00000000000000000000000000000000","MessageId":"00000000-0000-0000-0000-000000000000"})";

asio::awaitable<void> session(Stream stream) {
  beast::flat_buffer buffer;
  try {
    for (;;) {
      stream.expires_after(std::chrono::seconds{30});
      http::request<http::string_body> request;
      co_await http::async_read(stream, buffer, request);
      http::response<http::string_body> response{http::status::ok, request.version()};
      response.set(http::field::content_type, "application/x-amz-json-1.0");
      response.set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
      response.keep_alive(request.keep_alive());
      response.body() = payload;
      response.prepare_payload();
      co_await http::async_write(stream, response);
      if (!response.keep_alive())
        break;
    }
  } catch (boost::system::system_error const&) {
    // The client went away.
  }
}

asio::awaitable<void> listen(tcp::acceptor& acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay{true});
    asio::co_spawn(acceptor.get_executor(), session(Stream{std::move(socket)}), asio::detached);
  }
}

}  // namespace

int main() {
  asio::io_context context{1};
  tcp::acceptor acceptor{context, {asio::ip::make_address("127.0.0.1"), 0}};
  std::printf("bare server is ready on http://127.0.0.1:%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  asio::co_spawn(context, listen(acceptor), asio::detached);
  context.run();
}
