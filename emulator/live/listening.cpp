#include "live/listening.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <stdexcept>

namespace proofbox::live {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Listening listen_on(Loop& loop, std::string const& host, int port, std::string_view flag) {
  error_code error;
  auto const address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error)
    throw std::runtime_error("\"" + host + "\" is no address of this machine.");
  tcp::endpoint const endpoint{address, static_cast<unsigned short>(port)};
  tcp::acceptor acceptor{loop.context()};
  acceptor.open(endpoint.protocol(), error);
  if (!error)
    acceptor.set_option(asio::socket_base::reuse_address{true}, error);
  if (!error)
    acceptor.bind(endpoint, error);
  if (!error)
    acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    throw std::runtime_error("Cannot listen on " + host + ':' + std::to_string(port) + ": " +
                             error.message() + ". Another port can be given with " +
                             std::string{flag} + "; 0 takes a free one.");
  return {acceptor.release(), address.is_v6()};
}

}  // namespace proofbox::live
