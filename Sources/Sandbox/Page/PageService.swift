import Mustache

/// The page at `/` of the control port: account, clock, certificates and requests for people.
enum PageService {
    /// Answers a reading of the page, or an order to the clock from one of its buttons.
    static func answer(_ request: HTTPRequest, in world: isolated World) -> HTTPAnswer {
        var problem: String?
        if request.method == "POST" {
            guard let order = ClockOrder(request.fields["clock"] ?? "") else {
                problem = "The clock understands: \(ClockOrder.words)."
                return page(request, problem: problem, in: world)
            }
            world.clock.obey(order)
            return .seeOther("/")
        }
        return page(request, problem: problem, in: world)
    }

    private static func page(
        _ request: HTTPRequest, problem: String?, in world: isolated World
    ) -> HTTPAnswer {
        do {
            let template = try MustacheTemplate(
                string: String(decoding: PackageResources.page_html, as: UTF8.self))
            let view = try PageView(world, fields: request.fields, problem: problem)
            return HTTPAnswer(
                contentType: "text/html; charset=utf-8", body: template.render(view))
        } catch {
            return .plain(500, "the page cannot be made: \(error)")
        }
    }
}
